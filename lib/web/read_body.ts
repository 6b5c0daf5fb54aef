import { HttpError } from "fresh";
import { RequestError } from "./request_error.ts";

export const DEFAULT_BODY_LIMIT = 256_000;
/** A body that dribbles in holds a place that others need. */
const BODY_DEADLINE_MS = 15_000;
const TOO_SLOW = new RequestError(408, "request_timeout", "The body took too long to arrive.");
/** Bodies that are being received hold at most so much memory together, whoever sends them. */
const IN_FLIGHT_LIMIT_BYTES = 64_000_000;
let inFlightBytes = 0;
const TOO_BUSY = new RequestError(
  503,
  "unavailable",
  "Too much is being sent at once. Try again shortly.",
  { headers: { "retry-after": "2" } },
);
const NOTHING = new Uint8Array();

/**
 * Reads a whole body of at most `limitBytes`; a larger one is 413 as soon as that is known.
 * Bodies share `capBytes` in this process while they arrive; what would go beyond it is 503.
 */
export async function readBody(
  req: Request,
  limitBytes: number,
  capBytes = IN_FLIGHT_LIMIT_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers.get("content-length") ?? 0) > limitBytes) {
    await req.body?.cancel();
    throw tooLarge(limitBytes);
  }
  if (!req.body) return NOTHING;
  const { chunks, size } = await collect(req.body.getReader(), limitBytes, capBytes);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limitBytes: number,
  capBytes: number,
): Promise<{ chunks: Uint8Array[]; size: number }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(TOO_SLOW), BODY_DEADLINE_MS);
  });
  try {
    while (true) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) {
        // Who asks the request for its body later finds it read, not locked.
        reader.releaseLock();
        return { chunks, size };
      }
      size += value.byteLength;
      inFlightBytes += value.byteLength;
      if (size > limitBytes) throw tooLarge(limitBytes);
      if (inFlightBytes > capBytes) throw TOO_BUSY;
      chunks.push(value);
    }
  } catch (error) {
    // The rest is never received.
    reader.cancel().catch(() => {});
    if (error instanceof RequestError || error instanceof HttpError) throw error;
    throw new RequestError(400, "incomplete_body", "The body ended before it was complete.");
  } finally {
    clearTimeout(timer);
    inFlightBytes -= size;
  }
}

/** 413 with the limit in words. */
export function tooLarge(limitBytes: number): RequestError {
  return new RequestError(
    413,
    "payload_too_large",
    `The body is larger than the ${Math.floor(limitBytes / 1_000)} kB that are accepted here.`,
  );
}

/** 415 unless a body that is there says it is JSON. */
export function checkJsonType(req: Request, body: Uint8Array): void {
  if (body.byteLength === 0) return;
  const type = req.headers.get("content-type")?.split(";")[0].trim().toLowerCase() ?? "";
  if (type === "application/json" || /^application\/[\w.-]+\+json$/.test(type)) return;
  throw new RequestError(
    415,
    "unsupported_media_type",
    "Send the body as JSON, with Content-Type: application/json.",
  );
}

/** Parses UTF-8 JSON; undefined for an empty body, 400 for anything that is not JSON. */
export function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new RequestError(400, "invalid_json", "The body is not valid JSON.");
  }
}
