import { ASSET_KEY } from "../asset_urls.ts";
import type { Context } from "../context.ts";
import { findStaticFile } from "../context.ts";
import type { StaticFile } from "../snapshot.ts";
import type { MiddlewareFn } from "../types.ts";

/**
 * Serves the static folder and the bundled islands. Every file has an `ETag`; bundles and URLs
 * made by `asset()` are cached for a year, all else is revalidated on each use.
 */
export function staticFiles<State>(): MiddlewareFn<State> {
  return async (ctx) => {
    const { method } = ctx.req;
    const file = await findStaticFile(ctx);
    if (!file) return await ctx.next();
    if (method === "OPTIONS") {
      return new Response(null, { headers: { allow: "GET, HEAD" } });
    }
    if (method !== "GET" && method !== "HEAD") return await ctx.next();
    return await respond(ctx, file);
  };
}

async function respond<State>(ctx: Context<State>, file: StaticFile): Promise<Response> {
  const isLocked = file.isImmutable || ctx.url.searchParams.has(ASSET_KEY);
  const headers = new Headers({
    "content-type": file.contentType,
    etag: file.etag,
    "cache-control": isLocked && ctx.config.mode === "production"
      ? "public, max-age=31536000, immutable"
      : "no-cache",
  });
  if (matchesEtag(ctx.req.headers.get("if-none-match"), file.etag)) {
    return new Response(null, { status: 304, headers });
  }
  const body = ctx.req.method === "HEAD" ? null : await file.read();
  return new Response(body, { headers });
}

function matchesEtag(header: string | null, etag: string): boolean {
  const candidates = header?.split(",").map((value) => value.trim().replace(/^W\//, "")) ?? [];
  return candidates.includes(etag) || header?.trim() === "*";
}
