import { z } from "zod";
import { requirePermission } from "@/lib/auth/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { invalid } from "@/lib/platform/errors.ts";
import { type FlagKey, FLAGS, isFlagKey } from "./registry.ts";

/** `null` takes the override away, so that the next level decides. */
export interface FlagChange {
  key: string;
  value: unknown;
}

/** Changes one request may carry. */
export const MAX_FLAG_CHANGES = 32;

/**
 * Checks the actor and the changes; the last of several for one flag wins. Throws `forbidden` without
 * `flags:write`, `invalid` with code `invalid_flag` or `invalid_value` (with issues).
 */
export function checkFlagChanges(
  ctx: Ctx,
  changes: readonly FlagChange[],
): Map<FlagKey, unknown> {
  requirePermission(ctx.actor, "flags:write");
  if (changes.length > MAX_FLAG_CHANGES) {
    throw invalid(`At most ${MAX_FLAG_CHANGES} flags can be changed at once.`);
  }
  const checked = new Map<FlagKey, unknown>();
  for (const { key, value } of changes) {
    if (!isFlagKey(key)) {
      throw invalid(`There is no flag called ${key.slice(0, 80)}.`, { code: "invalid_flag" });
    }
    checked.set(key, value === null ? null : parseValue(key, value));
  }
  return checked;
}

function parseValue(key: FlagKey, value: unknown): unknown {
  const parsed = FLAGS[key].schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(`${key} does not take this value: ${z.prettifyError(parsed.error)}`, {
    code: "invalid_value",
    details: { issues: parsed.error.issues.map(({ path, message }) => ({ path, message })) },
  });
}

/** Who set a value, as it is stored beside it. */
export function editorOf(ctx: Ctx): string {
  return ctx.actor.kind === "user" ? `admin:${ctx.actor.userId}` : "system";
}

/** Keys and values as the audit trail keeps them. */
export function auditFacts(changes: ReadonlyMap<FlagKey, unknown>) {
  return { changedKeys: [...changes.keys()], values: Object.fromEntries(changes) };
}
