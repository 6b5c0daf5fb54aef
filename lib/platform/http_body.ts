import { HttpFailure } from "./http_failure.ts";

/** Reads a body of at most `maxBytes`; more is `too_large` and cancels the rest. */
export async function readLimited(
  name: string,
  response: Response,
  maxBytes: number,
): Promise<Uint8Array> {
  const tooLarge = () =>
    new HttpFailure(`${name} sent more than ${maxBytes} bytes.`, {
      kind: "too_large",
      outcomeKnown: false,
      status: response.status,
    });
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** Parses JSON; an empty body is null. Throws `bad_body` for anything else. */
export function parseJson(name: string, bytes: Uint8Array, status: number): unknown {
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HttpFailure(`${name} sent a body that is not JSON.`, {
      kind: "bad_body",
      outcomeKnown: false,
      status,
      cause,
    });
  }
}

/** An error body as JSON where it is JSON, else its first 500 characters. */
export function errorBody(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 500);
  }
}
