import { page } from "fresh";
import { ConfirmPanel } from "@/components/ConfirmPanel.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { TextAreaField } from "@/components/TextAreaField.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { type LostCard, REASON_MAX, reportCardLost } from "@/lib/charging/mod.ts";
import { type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../../(_components)/see_other.ts";
import { cardIdOf, loadCard } from "../(_components)/load_card.ts";

/** The question before a card is taken out of use; it cannot be undone by the driver. */
export default define.page<typeof handler>(function ReportLost({ data: { card, running } }) {
  const t = useT();
  return (
    <PageCard accent="rose">
      <ConfirmPanel
        title={t("Report {card} lost?", { card: card.name })}
        confirmLabel={t("Report lost")}
        action={`/cards/${card.id}/report-lost`}
        cancelHref={`/cards/${card.id}`}
        destructive
        inputs={
          <TextAreaField
            name="reason"
            label={t("What happened? (optional)")}
            hint={t("Your operator reads it.")}
            rows={3}
            maxLength={REASON_MAX}
          />
        }
      >
        <ul class="list-disc space-y-1 pl-5">
          <li>
            {t("The card ending in {last} stops working at every charger.", {
              last: card.lastFour,
            })}
          </li>
          {running > 0 && (
            <li>
              {t.plural(
                running,
                "The session that runs on it is stopped.",
                "The {n} sessions that run on it are stopped.",
              )}
            </li>
          )}
          <li>{t("You cannot undo this. Your operator can give you another card.")}</li>
          <li>{t("Past sessions and invoices stay.")}</li>
        </ul>
      </ConfirmPanel>
    </PageCard>
  );
});

export const handler = define.handlers({
  async GET({ params, state }) {
    const { card, stats } = await loadCard(state, params.id);
    if (!card.isActive) return seeOther(state, `/cards/${card.id}`);
    state.title = translator(state.language)("Report lost");
    return page({ card, running: stats.running });
  },
  async POST({ params, req, state }) {
    refuseImpersonatedWrite(state);
    const id = cardIdOf(params.id);
    const form = await readForm(req);
    const lost = await reportCardLost(state.ctx, {
      userId: state.session!.userId,
      steve: state.services.steve,
      id,
      reason: String(form.get("reason") ?? ""),
    });
    return seeOther(state, `/cards/${id}`, {
      tone: lost.isBlocked ? "success" : "warning",
      text: outcomeText(lost, translator(state.language)),
    });
  },
});

function outcomeText(lost: LostCard, t: Translate): string {
  if (!lost.isBlocked) {
    return t("The card is out of use. Chargers are told as soon as the charging system answers.");
  }
  return lost.stopping > 0
    ? t("The card is blocked, and what was charging on it is being stopped.")
    : t("The card is blocked. It no longer works at any charger.");
}
