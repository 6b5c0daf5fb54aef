import { HttpError, type MiddlewareFn } from "fresh";
import { isApiPath } from "./paths.ts";
import { refusePage } from "./page_refusal.tsx";
import { isWrite } from "./spec.ts";
import type { WebState } from "./types.ts";

const PAGE_LIMIT_BYTES = 256_000;

/**
 * Bounds form posts to pages: a body that says it is larger is 413 at once, one that turns out larger
 * fails while it is read. Operations under /api have limits of their own.
 */
export function pageBodyLimit(limitBytes = PAGE_LIMIT_BYTES): MiddlewareFn<WebState> {
  return async (context) => {
    const { req, url } = context;
    if (!isWrite(req.method) || !req.body || isApiPath(url.pathname)) return await context.next();
    if (Number(req.headers.get("content-length") ?? 0) > limitBytes) {
      await req.body.cancel();
      return await refusePage(context, 413, "That was too much", tooLarge(limitBytes).message);
    }
    let size = 0;
    const counted = req.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.byteLength;
          if (size > limitBytes) throw tooLarge(limitBytes);
          controller.enqueue(chunk);
        },
      }),
    );
    // The context's request is read-only by type alone; handlers must read the counted body.
    Object.defineProperty(context, "req", { value: new Request(req, { body: counted }) });
    return await context.next();
  };
}

const tooLarge = (limitBytes: number) =>
  new HttpError(413, `The form is larger than the ${Math.floor(limitBytes / 1_000)} kB we accept.`);
