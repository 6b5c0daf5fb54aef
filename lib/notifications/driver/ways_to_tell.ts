import { eq, exists } from "drizzle-orm";
import { pushSubscriptions, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { choices } from "./choices.ts";
import type { Channel, DriverEvent } from "./events.ts";

/** Whether a channel is on, could be switched on, or leads nowhere: no address, no browser yet. */
export type Way = "on" | "off" | "missing";

/** How a driver hears of `event` besides in the app. */
export async function waysToTell(
  ctx: Ctx,
  { userId, event }: { userId: string; event: DriverEvent },
): Promise<Record<Channel, Way>> {
  const browsers = ctx.db.select({ id: pushSubscriptions.id }).from(pushSubscriptions)
    .where(eq(pushSubscriptions.userId, userId));
  const [chosen, [reach]] = await Promise.all([
    choices(ctx, { userId }),
    ctx.db.select({ email: users.email, hasBrowser: exists(browsers).mapWith(Boolean) })
      .from(users).where(eq(users.id, userId)),
  ]);
  const way = (isReachable: boolean, isOn: boolean): Way =>
    !isReachable ? "missing" : isOn ? "on" : "off";
  return {
    email: way(Boolean(reach?.email), chosen[event].email),
    push: way(Boolean(reach?.hasBrowser), chosen[event].push),
  };
}
