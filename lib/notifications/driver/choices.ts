import { and, eq, sql } from "drizzle-orm";
import { notificationChoices } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { type Channel, CHANNELS, DRIVER_EVENTS, type DriverEvent } from "./events.ts";

/** Which events a driver is told by which channel. The page shows every notice whatever is chosen. */
export type Choices = Record<DriverEvent, Record<Channel, boolean>>;

export interface Choice {
  event: DriverEvent;
  channel: Channel;
  isOn: boolean;
}

/** The driver's choices; what was never chosen is off. */
export async function choices(ctx: Ctx, { userId }: { userId: string }): Promise<Choices> {
  const rows = await ctx.db.select().from(notificationChoices)
    .where(and(eq(notificationChoices.userId, userId), eq(notificationChoices.isOn, true)));
  const on = new Set(rows.map((row) => `${row.event} ${row.channel}`));
  return Object.fromEntries(
    DRIVER_EVENTS.map((event) => [
      event,
      Object.fromEntries(CHANNELS.map((channel) => [channel, on.has(`${event} ${channel}`)])),
    ]),
  ) as Choices; // Built from the two closed lists that make the type.
}

/** Sets one choice; a repeat changes nothing. */
export function setChoice(ctx: Ctx, input: Choice & { userId: string }): Promise<void> {
  return setChoices(ctx, { userId: input.userId, choices: [input] });
}

/** Sets several choices at once, all or none; others stay. The last of two for the same thing counts. */
export async function setChoices(
  ctx: Ctx,
  input: { userId: string; choices: readonly Choice[] },
): Promise<void> {
  const { userId } = input;
  const updatedAt = ctx.clock.now();
  const last = new Map(input.choices.map((one) => [`${one.event} ${one.channel}`, one]));
  if (last.size === 0) return;
  await ctx.db.insert(notificationChoices)
    .values([...last.values()].map(({ event, channel, isOn }) => ({
      userId,
      event,
      channel,
      isOn,
      updatedAt,
    })))
    .onConflictDoUpdate({
      target: [notificationChoices.userId, notificationChoices.event, notificationChoices.channel],
      set: { isOn: sql`excluded.is_on`, updatedAt },
    });
}
