import {
  configure,
  getConsoleSink,
  getLogger,
  jsonLinesFormatter,
  type Logger,
  type LogRecord,
} from "@logtape/logtape";
import type { Config } from "./config.ts";
import { messageOf, withoutQueryValues } from "./errors.ts";

export type { Logger };

const SECRET_KEYS = /(authorization|cookie|password|secret|token|api[-_]?key|signature)/i;

/** Replaces values of fields whose names say that they are secrets; two levels deep. */
export function redact(properties: Record<string, unknown>, depth = 2): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(properties)) {
    if (SECRET_KEYS.test(key) && (typeof value === "string" || Array.isArray(value))) {
      clean[key] = "<redacted>";
    } else if (value instanceof Error) {
      clean[key] = errorFacts(value);
    } else if (typeof value === "string") {
      clean[key] = withoutQueryValues(value);
    } else if (
      depth > 0 && value !== null && typeof value === "object" && value.constructor === Object
    ) {
      clean[key] = redact(value as Record<string, unknown>, depth - 1);
    } else clean[key] = value;
  }
  return clean;
}

function errorFacts(error: Error): { message: string; stack?: string; cause: string } {
  return {
    message: withoutQueryValues(error.message),
    stack: cleanStack(error),
    cause: causeText(error.cause),
  };
}

/** A stack begins with the message; its frames stay when the message is cut. */
function cleanStack({ message, stack }: Error): string | undefined {
  const clean = withoutQueryValues(message);
  if (stack === undefined || clean === message) return stack && withoutQueryValues(stack);
  const at = stack.indexOf(message);
  if (at < 0) return withoutQueryValues(stack);
  return stack.slice(0, at) + clean + stack.slice(at + message.length);
}

function causeText(cause: unknown, depth = 0): string {
  if (cause === undefined || cause === null || depth > 4) return "";
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  const text = withoutQueryValues(String(cause)) + code;
  // The wrapper of a failed query says nothing: its own cause does.
  const inner = cause instanceof Error && cause.cause
    ? `; ${causeText(cause.cause, depth + 1)}`
    : "";
  return text + inner;
}

/** Values that were put into the sentence itself. */
const cleanPart = (part: unknown): unknown =>
  part instanceof Error
    ? messageOf(part)
    : typeof part === "string"
    ? withoutQueryValues(part)
    : part;

function pretty(record: LogRecord): string {
  const time = new Date(record.timestamp).toISOString().slice(11, 23);
  const properties = redact(record.properties);
  const message = record.message.map(cleanPart).map((part) =>
    typeof part === "string" ? part : JSON.stringify(part)
  ).join("");
  const rest = Object.entries(properties).map(([key, value]) => ` ${key}=${formatValue(value)}`)
    .join("");
  return `${time} ${record.level.toUpperCase().padEnd(7)} ${
    record.category.slice(1).join(".")
  }: ${message}${rest}`;
}

function formatValue(value: unknown): string {
  if (value && typeof value === "object" && "stack" in value && typeof value.stack === "string") {
    const cause = "cause" in value && value.cause ? `\nCaused by: ${value.cause}` : "";
    return `\n${value.stack}${cause}`;
  }
  return typeof value === "string" && !/\s/.test(value)
    ? value
    : JSON.stringify(value) ?? "undefined";
}

const redactingJson = (record: LogRecord) =>
  jsonLinesFormatter({
    ...record,
    message: record.message.map(cleanPart),
    properties: redact(record.properties),
  });

/** Sets the process's log sink once; later calls replace it. */
export async function configureLog(
  config: Pick<Config, "LOG_FORMAT" | "LOG_LEVEL">,
): Promise<void> {
  await configure({
    reset: true,
    sinks: {
      console: getConsoleSink({ formatter: config.LOG_FORMAT === "json" ? redactingJson : pretty }),
    },
    loggers: [
      { category: ["polaris"], sinks: ["console"], lowestLevel: config.LOG_LEVEL },
      { category: ["logtape", "meta"], sinks: ["console"], lowestLevel: "error" },
    ],
  });
}

/** The logger of one part, e.g. `logger("sync", "outbox")`. Messages are sentences; facts go in properties. */
export const logger = (...category: string[]): Logger => getLogger(["polaris", ...category]);
