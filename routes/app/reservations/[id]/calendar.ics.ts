import { define } from "@/define.ts";
import { calendarFile, customerScope, getCharger, getReservation } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { AppError, notFound } from "@/lib/platform/errors.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { idOf } from "../(_components)/wizard_query.ts";

/** The reservation as a calendar entry. */
export const handler = define.handlers({
  async GET({ params, state }) {
    const id = idOf(params.id);
    if (id === null) throw notFound(msg("Reservation not found"));
    const { ctx } = state;
    const t = translator(state.language);
    const { appUrl, APP_HOST } = state.services.config;
    const scope = await customerScope(ctx, state.session!.userId);
    const one = await getReservation(ctx, { id, scope });
    const address = await addressOf(ctx, one.chargeBoxId);
    const values = { charger: one.chargerName, connector: one.connectorId };
    const text = calendarFile({
      uid: `reservation-${id}@${APP_HOST}`,
      startAt: one.startAt,
      endAt: one.endAt,
      summary: t("Charging at {charger}, connector {connector}", values),
      description: t("Reserved for the card {card}.", { card: one.cardName }),
      location: address ?? one.chargerName,
      url: `${appUrl}/reservations/${id}`,
      isCancelled: one.status === "cancelled" || one.status === "rejected",
      stampedAt: ctx.clock.now(),
    });
    return new Response(text, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="reservation-${id}.ics"`,
      },
    });
  },
});

/** Null where it is not known, also for a charger that left the network. */
async function addressOf(ctx: Ctx, chargeBoxId: string): Promise<string | null> {
  try {
    return (await getCharger(ctx, { chargeBoxId })).address;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  }
}
