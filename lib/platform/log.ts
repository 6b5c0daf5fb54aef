import {
  configure,
  getConsoleSink,
  getLogger,
  jsonLinesFormatter,
  type Logger,
  type LogRecord,
} from "@logtape/logtape";
import type { Config } from "./config.ts";

export type { Logger };

const SECRET_KEYS = /(authorization|cookie|password|secret|token|api[-_]?key|signature)/i;

/** Replaces values of fields whose names say that they are secrets; two levels deep. */
export function redact(properties: Record<string, unknown>, depth = 2): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(properties)) {
    if (SECRET_KEYS.test(key) && (typeof value === "string" || Array.isArray(value))) {
      clean[key] = "<redacted>";
    } else if (value instanceof Error) {
      clean[key] = { message: value.message, stack: value.stack, cause: String(value.cause ?? "") };
    } else if (
      depth > 0 && value !== null && typeof value === "object" && value.constructor === Object
    ) {
      clean[key] = redact(value as Record<string, unknown>, depth - 1);
    } else clean[key] = value;
  }
  return clean;
}

function pretty(record: LogRecord): string {
  const time = new Date(record.timestamp).toISOString().slice(11, 23);
  const properties = redact(record.properties);
  const message = record.message.map((part) =>
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
    return `\n${value.stack}`;
  }
  return typeof value === "string" && !/\s/.test(value)
    ? value
    : JSON.stringify(value) ?? "undefined";
}

const redactingJson = (record: LogRecord) =>
  jsonLinesFormatter({ ...record, properties: redact(record.properties) });

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
