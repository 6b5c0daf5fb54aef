import { page } from "fresh";
import { z } from "zod";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { remoteStart } from "@/lib/charging/mod.ts";
import { AppError, notFound } from "@/lib/platform/errors.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { loadStart } from "../(_components)/load_start.ts";
import { seeOther } from "../(_components)/see_other.ts";
import { StartPanel } from "../(_components)/StartPanel.tsx";

/** Only seen when a start was refused: the same panel with the reason. */
export default define.page<typeof handler>(function StartRefused({ data }) {
  const t = useT();
  const { chargeBoxId } = data.offer.charger;
  return (
    <>
      <StartPanel offer={data.offer} tried={data.tried} />
      <div class="flex justify-center">
        <LinkButton href={`/chargers/${encodeURIComponent(chargeBoxId)}`}>
          {t("Back to the charger")}
        </LinkButton>
      </div>
    </>
  );
});

/** The number that was chosen; null when nothing was. What is no number is never replaced by another choice. */
function chosenOf(text: unknown, refusal: string): number | null {
  if (text === null || text === "") return null;
  if (typeof text !== "string" || !/^[1-9]\d{0,14}$/.test(text)) throw notFound(refusal);
  return Number(text);
}
const info = (text: string) => ({ tone: "info", text }) as const;
/** What a refusal names: the start or the session that is there already. */
const whereabouts = z.object({
  operationId: z.number().optional(),
  transactionId: z.number().optional(),
});
const STATUS: Partial<Record<AppError["kind"], number>> = {
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 422,
};

export const handler = define.handlers({
  /** A reload of the refused page, or a typed address. */
  GET: ({ state }) => seeOther(state, "/chargers"),
  async POST({ req, state }) {
    refuseImpersonatedWrite(state);
    const { ctx, services } = state;
    const { userId } = state.session!;
    const t = translator(state.language);
    const form = await readForm(req);
    const chargeBoxId = String(form.get("chargeBoxId") ?? "").slice(0, 255);
    const chosen: { connectorId: number | null; cardId: number | null } = {
      connectorId: null,
      cardId: null,
    };
    try {
      chosen.cardId = chosenOf(form.get("cardId"), msg("Card not found"));
      chosen.connectorId = chosenOf(
        form.get("connectorId"),
        msg("This charger has no such connector."),
      );
      const started = await remoteStart(ctx, {
        userId,
        steve: services.steve,
        chargeBoxId,
        ...chosen,
      });
      const underWay = started.isRepeat ? info(t("A start is under way already.")) : undefined;
      return seeOther(state, `/chargers/starting/${started.operationId}`, underWay);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // What was sent, came to nothing or is charging already has a page that says so.
      const { operationId, transactionId } = whereabouts.catch({}).parse(error.details);
      if (transactionId) {
        return seeOther(state, `/sessions/${transactionId}`, info(t(error.message)));
      }
      if (operationId) {
        const isWaiting = error.code === "start_under_way";
        const said = isWaiting ? info(t(error.message)) : undefined;
        return seeOther(state, `/chargers/starting/${operationId}`, said);
      }
      const offer = await loadStart(ctx, { userId, chargeBoxId }).catch(() => null);
      if (!offer) throw notFound("There is no such charger.");
      state.title = t("Start charging");
      return page({ offer, tried: { ...chosen, error: error.message } }, {
        status: STATUS[error.kind] ?? 502,
      });
    }
  },
});
