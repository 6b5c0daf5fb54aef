import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { CreditCard } from "@/components/icons.ts";
import { PageCard } from "@/components/PageCard.tsx";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { listOwnCards, type OwnCard } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { CardGrid } from "./(_components)/CardGrid.tsx";
import { ContactOperator } from "./(_components)/ContactOperator.tsx";

export default define.page<typeof handler>(function Cards({ data, state }) {
  const t = useT();
  const { cards, isFresh, hasSteve } = data;
  const contact = state.services.config.OPERATOR_CONTACT_EMAIL;
  if (cards.length === 0) {
    return (
      <PageCard accent="green" title={t("Your EV Cards")}>
        <EmptyState
          icon={CreditCard}
          title={t("No EV Cards linked yet")}
          action={<ContactOperator email={contact} subject={t("A card for my account")} />}
        >
          {t("Your operator links cards to your account. They appear here at once.")}
        </EmptyState>
      </PageCard>
    );
  }
  return (
    <>
      {cards.every((card) => !card.isActive) && (
        <Banner
          kind="info"
          title={t("Account in view-only mode")}
          action={<ContactOperator email={contact} subject={t("A card for my account")} />}
        >
          {t("None of your cards is active. Your history and invoices stay readable.")}
        </Banner>
      )}
      {hasSteve && !isFresh && (
        <Banner kind="stale" title={t("Shown as last known")}>
          {t("The charging system does not answer at the moment. Reload to try again.")}
        </Banner>
      )}
      <PageCard accent="green" title={t("Your EV Cards")}>
        <Strip cards={cards} />
        <CardGrid cards={cards} />
      </PageCard>
    </>
  );
});

function Strip({ cards }: { cards: OwnCard[] }) {
  const t = useT();
  const reader = useReader();
  const lastUsed = cards.reduce<Date | null>(
    (last, { lastUsedAt }) => lastUsedAt && (!last || lastUsedAt > last) ? lastUsedAt : last,
    null,
  );
  const count = (n: number) => formatNumber(n, reader);
  return (
    <StatStrip
      label={t("Your cards in figures")}
      metrics={[
        {
          label: t("Active cards"),
          value: count(cards.filter((card) => card.isActive).length),
          note: t("of {n}", { n: count(cards.length) }),
        },
        {
          label: t("Total sessions"),
          value: count(cards.reduce((sum, card) => sum + card.sessions, 0)),
        },
        { label: t("Last used"), value: lastUsed ? <RelativeTime at={lastUsed} /> : t("Never") },
      ]}
    />
  );
}

export const handler = define.handlers({
  async GET({ state }) {
    state.title = translator(state.language)("Cards");
    const { steve } = state.services;
    const found = await listOwnCards(state.ctx, { userId: state.session!.userId, steve });
    return page({ ...found, hasSteve: steve !== null });
  },
});
