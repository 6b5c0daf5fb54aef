/** An answer with a status or headers of its own. */
export class Reply {
  constructor(
    readonly status: number,
    readonly data: unknown,
    readonly headers: Record<string, string>,
  ) {}
}

/**
 * Answers with `status` and `data` (JSON; undefined for no body).
 * @example return reply(201, { id }, { location: `/api/x/${id}` });
 */
export function reply(
  status: number,
  data?: unknown,
  headers: Record<string, string> = {},
): Reply {
  return new Reply(status, data, headers);
}

/** An answer as text, so that it can be sent, measured and kept. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

/** Serialises what a handler returned; `status` is that of a bare value. */
export function toAnswer(result: unknown, status: number): Answer {
  const { status: given, data, headers } = result instanceof Reply
    ? result
    : new Reply(status, result, {});
  const hasBody = given !== 204 && given !== 304 && data !== undefined;
  return {
    status: given,
    headers: hasBody ? { "content-type": "application/json", ...headers } : headers,
    body: hasBody ? JSON.stringify(data) : null,
  };
}

const sizes = new WeakMap<Response, number>();

/** Bytes of an answer's body, where they are known. */
export function bytesOf(response: Response): number | null {
  const header = response.headers.get("content-length");
  return sizes.get(response) ?? (header === null ? null : Number(header));
}

/** Makes the response of an answer. */
export function toResponse(answer: Answer): Response {
  const bytes = answer.body === null ? null : new TextEncoder().encode(answer.body);
  const response = new Response(bytes, { status: answer.status, headers: answer.headers });
  sizes.set(response, bytes?.byteLength ?? 0);
  return response;
}
