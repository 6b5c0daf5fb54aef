import { browserPrints, choices, vapidKeys } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export type NoticeChoices = Awaited<ReturnType<typeof loadNoticeChoices>>;

/** What the page of notification choices shows; without the key push cannot be turned on, the rest stands. */
export async function loadNoticeChoices(ctx: Ctx, { userId }: { userId: string }) {
  const [chosen, prints, publicKey] = await Promise.all([
    choices(ctx, { userId }),
    browserPrints(ctx, { userId }),
    vapidKeys(ctx).then((keys) => keys.publicKey).catch((error) => {
      ctx.log.error("The key of web push could not be read.", { error });
      return null;
    }),
  ]);
  return { chosen, prints, publicKey };
}
