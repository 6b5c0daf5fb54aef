import { page } from "fresh";
import { EmptyState } from "@/components/EmptyState.tsx";
import { CreditCard, ScrollText, TriangleAlert } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import KeepFresh from "@/islands/customer/KeepFresh.tsx";
import { type OwnCard, renameCard } from "@/lib/charging/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { isLookAgain, readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { growingMs, loadSoFar } from "../../(_components)/load_so_far.ts";
import { seeOther } from "../../(_components)/see_other.ts";
import { SessionTable } from "../../(_components)/SessionTable.tsx";
import { CardFacts, CardFigures } from "../(_components)/CardFacts.tsx";
import { CardStateBadge } from "../(_components)/CardStateBadge.tsx";
import { cardIdOf, loadCard } from "../(_components)/load_card.ts";
import { OutOfUse } from "../(_components)/OutOfUse.tsx";
import { type CardTexts, RenameForm } from "../(_components)/RenameForm.tsx";

export default define.page<typeof handler>(function CardPage({ data, state }) {
  const t = useT();
  const { found: { card, stats, recent }, soFar, typed, errors } = data;
  const isReadOnly = state.session!.impersonatedBy !== undefined;
  return (
    <>
      {!card.isActive && (
        <OutOfUse card={card} contact={state.services.config.OPERATOR_CONTACT_EMAIL} />
      )}
      <PageCard
        accent="green"
        title={`•••• ${card.lastFour}`}
        description={card.tagType === "ev_card" ? undefined : t("A device of yours, not a card.")}
        actions={<CardStateBadge card={card} />}
      >
        <div data-fresh="figures">
          <CardFigures stats={stats} />
        </div>
        <CardFacts card={card} />
      </PageCard>
      <SectionCard title={t("Recent sessions")} icon={ScrollText} flush>
        <div data-fresh="recent" data-again-ms={growingMs(recent)}>
          <SessionTable
            sessions={recent}
            soFar={soFar}
            empty={
              <EmptyState icon={CreditCard} title={t("Never used")}>
                {t("Sessions charged with this card are listed here.")}
              </EmptyState>
            }
          />
        </div>
      </SectionCard>
      <KeepFresh />
      <RenameForm
        action={`/cards/${card.id}`}
        texts={typed ?? { label: card.driverLabel ?? "", costCentre: card.costCentre ?? "" }}
        errors={errors}
        isReadOnly={isReadOnly}
      />
      {card.isActive && !isReadOnly && <LostCard card={card} />}
    </>
  );
});

function LostCard({ card }: { card: OwnCard }) {
  const t = useT();
  return (
    <SectionCard
      title={t("Lost or stolen?")}
      icon={TriangleAlert}
      accent="rose"
      description={t("The card stops working everywhere at once.")}
    >
      <LinkButton href={`/cards/${card.id}/report-lost`} variant="destructive">
        {t("Report lost")}
      </LinkButton>
    </SectionCard>
  );
}

const NO_ERRORS: Partial<Record<keyof CardTexts, string>> = {};

export const handler = define.handlers({
  async GET({ params, req, state }) {
    const found = await loadCard(state, params.id, { isAgain: isLookAgain(req) });
    const soFar = await loadSoFar(state.ctx, found.recent);
    state.title = found.card.name;
    return page({ found, soFar, typed: null as CardTexts | null, errors: NO_ERRORS });
  },
  async POST({ params, req, state }) {
    refuseImpersonatedWrite(state);
    const id = cardIdOf(params.id);
    const form = await readForm(req);
    const typed: CardTexts = {
      label: String(form.get("label") ?? ""),
      costCentre: String(form.get("costCentre") ?? ""),
    };
    try {
      await renameCard(state.ctx, { userId: state.session!.userId, id, ...typed });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== "invalid") throw error;
      const { fieldErrors } = error.details as { fieldErrors: Record<string, string[]> };
      const found = await loadCard(state, params.id);
      state.title = found.card.name;
      const errors: typeof NO_ERRORS = {
        label: fieldErrors.label?.[0],
        costCentre: fieldErrors.costCentre?.[0],
      };
      const soFar = await loadSoFar(state.ctx, found.recent);
      return page({ found, soFar, typed: typed as CardTexts | null, errors }, { status: 400 });
    }
    const text = translator(state.language)("The card is saved.");
    return seeOther(state, `/cards/${id}`, { tone: "success", text });
  },
});
