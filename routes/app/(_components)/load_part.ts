import type { Ctx } from "@/lib/platform/context.ts";
import { RequestError } from "@/lib/web/mod.ts";

/** A part of a page; one that fails is null, is logged, and leaves the rest standing. */
export async function loadPart<T>(ctx: Ctx, name: string, load: Promise<T>): Promise<T | null> {
  try {
    return await load;
  } catch (error) {
    // What was asked for is wrong, not what was to answer.
    if (error instanceof RequestError) throw error;
    ctx.log.error("A part of a page could not be loaded.", { part: name, error });
    return null;
  }
}
