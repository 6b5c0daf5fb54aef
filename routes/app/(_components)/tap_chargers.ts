import { listTapTargets, type TapTarget } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** Chargers at which a stranger may tap to sign in; none where the operator has switched that off. */
export async function tapChargers(ctx: Ctx): Promise<TapTarget[]> {
  return ctx.config.TAP_SIGN_IN === "off" ? [] : await listTapTargets(ctx, { onlineOnly: true });
}
