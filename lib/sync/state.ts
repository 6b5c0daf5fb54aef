import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { platformState } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** Reads a durable fact of the worker; null when absent or of an older shape. */
export async function readState<T>(ctx: Ctx, key: string, schema: z.ZodType<T>): Promise<T | null> {
  const [row] = await ctx.db.select().from(platformState).where(eq(platformState.key, key));
  const parsed = schema.safeParse(row?.value);
  return parsed.success ? parsed.data : null;
}

/** Writes a durable fact, in the caller's transaction. */
export async function writeState(ctx: Ctx, key: string, value: unknown): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.insert(platformState).values({ key, value, updatedAt: now }).onConflictDoUpdate({
    target: platformState.key,
    set: { value, version: sql`${platformState.version} + 1`, updatedAt: now },
  });
}
