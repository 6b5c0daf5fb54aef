import type { Ctx } from "@/lib/platform/context.ts";

/** The result of `load`, or null and a line in the log: one figure that fails leaves the page standing. */
export async function attempt<T>(
  ctx: Ctx,
  figure: string,
  load: () => Promise<T>,
): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    ctx.log.error("A part of a page could not be loaded.", { figure, error });
    return null;
  }
}
