import { invalid, unauthorized } from "@/lib/platform/errors.ts";
import { z } from "zod";
import { equalConstantTime, hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { instant, text } from "./measures.ts";
import { normaliseSampledValues } from "./meter_values.ts";
import type { MeasuredValues, RefusedRow } from "./types.ts";

const optionalText = text.nullish();

/** Body of the pre-authorisation hook. */
export const preAuthorizeBody = z.object({
  idTag: text.min(1).max(64),
  chargeBoxId: text.min(1).max(255),
  connectorId: z.int().min(0).max(10_000),
  isStartTx: z.boolean(),
  ts: z.number(),
});
export type PreAuthorizeBody = z.infer<typeof preAuthorizeBody>;

/** Body of the meter-values hook: one OCPP MeterValue. */
export const meterValuesBody = z.object({
  chargeBoxId: text.min(1).max(255),
  connectorId: z.int().min(0).max(10_000),
  transactionPk: z.int().positive().nullish().transform((value) => value ?? null),
  timestamp: instant,
  sampledValues: z.array(z.object({
    value: z.union([z.string().max(10_000), z.number()]),
    context: optionalText,
    format: optionalText,
    measurand: optionalText,
    phase: optionalText,
    location: optionalText,
    unit: optionalText,
  })).max(200),
});
export type MeterValuesBody = z.infer<typeof meterValuesBody>;

/** The reading of a hook call; without measured fields it only shows that the station lives. */
export interface HookReading extends MeasuredValues {
  chargeBoxId: string;
  connectorId: number;
  transactionId: number | null;
  refused: RefusedRow[];
}

/** Turns a hook's body into one reading. */
export function readingOfHook(body: MeterValuesBody): HookReading {
  const { values, refused } = normaliseSampledValues(
    body.sampledValues.map((one) => ({ ...one, measuredAt: body.timestamp })),
  );
  return {
    ...values[0] ?? { measuredAt: body.timestamp },
    chargeBoxId: body.chargeBoxId,
    connectorId: body.connectorId,
    transactionId: body.transactionPk,
    refused,
  };
}

export type HookRefusal =
  | { status: 401; code: "unauthorized" }
  | { status: 400; code: "invalid_json" | "invalid_body"; issues?: z.core.$ZodIssue[] };

const UNAUTHORIZED = { status: 401, code: "unauthorized" } as const;

/**
 * Checks that the sender knows `key`: `X-Signature` (hex HMAC-SHA256 of the raw body) counts when it is
 * there, else `X-Polaris-Secret` (the key itself). An unset key refuses everybody (ruling 9).
 * @returns null when the sender is genuine
 */
export function verifyHook(
  headers: Headers,
  rawBody: Uint8Array,
  key: string | undefined,
): HookRefusal | null {
  const signature = headers.get("x-signature");
  const secret = headers.get("x-polaris-secret");
  if (!key || (signature === null && secret === null)) return UNAUTHORIZED;
  if (signature !== null) {
    const hex = signature.trim().toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(hex)) return UNAUTHORIZED;
    return equalConstantTime(hex, hmacSha256Hex(key, rawBody)) ? null : UNAUTHORIZED;
  }
  return equalConstantTime(secret!, key) ? null : UNAUTHORIZED;
}

/**
 * Reads a hook call in the order of spec/polaris.md 4.7: body, credential, JSON, fields. Nothing of an
 * unverified body is parsed.
 */
export function readHook<T>(
  headers: Headers,
  rawBody: Uint8Array,
  key: string | undefined,
  schema: z.ZodType<T>,
): { ok: true; body: T } | ({ ok: false } & HookRefusal) {
  if (rawBody.byteLength === 0) return { ok: false, status: 400, code: "invalid_body" };
  const refusal = verifyHook(headers, rawBody, key);
  if (refusal) return { ok: false, ...refusal };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    return { ok: false, status: 400, code: "invalid_json" };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, body: parsed.data };
  return { ok: false, status: 400, code: "invalid_body", issues: parsed.error.issues };
}

/**
 * The body of a genuine hook call.
 * @throws AppError `unauthorized` for a wrong sender, `invalid` for a body that cannot be read.
 */
export function hookBody<T>(
  headers: Headers,
  rawBody: Uint8Array,
  key: string | undefined,
  schema: z.ZodType<T>,
): T {
  const read = readHook(headers, rawBody, key, schema);
  if (read.ok) return read.body;
  if (read.status === 401) {
    throw unauthorized("The signature is missing or wrong.", { code: read.code });
  }
  const fields = read.issues?.map((issue) => ({ path: issue.path, message: issue.message }));
  throw invalid("The body is not what this hook takes.", { code: read.code, details: fields });
}
