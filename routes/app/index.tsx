import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { PlugZap } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useReader } from "@/components/format_context.ts";
import { readerZone } from "@/components/reader_zone.ts";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { SESSION_WORDS } from "@/islands/customer/live_words.ts";
import KeepFresh from "@/islands/customer/KeepFresh.tsx";
import LiveSessions from "@/islands/customer/LiveSessions.tsx";
import type { UsagePeriod } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { Chargers } from "./(_components)/Chargers.tsx";
import { DeletionNotice } from "./(_components)/DeletionNotice.tsx";
import { type HomeData, loadHome } from "./(_components)/load_home.ts";
import { NextReservation } from "./(_components)/NextReservation.tsx";
import { PlanCard } from "./(_components)/PlanCard.tsx";
import { RecentSessions } from "./(_components)/RecentSessions.tsx";
import { UsageCard } from "./(_components)/UsageCard.tsx";
import { WaitingStarts } from "./(_components)/WaitingStarts.tsx";

export default define.page<typeof handler>(function Home({ data }) {
  const t = useT();
  const { home, onlyFree, query } = data;
  return (
    <>
      {home.deletion && (
        <DeletionNotice
          deletion={home.deletion}
          action={<LinkButton href="/account">{t("Account")}</LinkButton>}
        />
      )}
      {home.isViewOnly && <ViewOnly />}
      <WaitingStarts starts={home.starts} />
      <Live home={home} />
      <NextReservation next={home.reservation} canReserve={!home.isViewOnly} />
      <KeepFresh />
      <RecentSessions sessions={home.recent} />
      <div class="grid gap-4 sm:gap-6 lg:grid-cols-[3fr_2fr] lg:items-start">
        <UsageCard usage={home.usage} carbon={home.carbon} query={query} />
        <PlanCard plan={home.plan} />
      </div>
      <Chargers
        chargers={home.chargers}
        hasMore={home.hasMoreChargers}
        favourites={home.favourites}
        onlyFree={onlyFree}
        query={query}
      />
    </>
  );
});

function ViewOnly() {
  const t = useT();
  return (
    <Banner kind="info" title={t("Account in view-only mode")}>
      {t("None of your cards is active. Your history and invoices stay readable.")}
    </Banner>
  );
}

function Live({ home }: { home: HomeData }) {
  const { locale, timeZone } = useReader();
  const t = useT();
  if (!home.live) {
    return (
      <ErrorState title={t("Your live session could not be read")}>
        {t("Reload to try again.")}
      </ErrorState>
    );
  }
  const isFirstRun = home.live.length === 0 && home.recent?.length === 0;
  return (
    <>
      <LiveSessions
        sessions={home.live}
        basis={home.plan?.name ?? null}
        locale={locale}
        timeZone={timeZone}
        words={t.words(SESSION_WORDS)}
      />
      {/* Makes way for a session or a start that joins above it. */}
      <div class="rounded-xl border border-border-subtle bg-card [[data-sessions]~&]:hidden [[data-waiting]~&]:hidden">
        <EmptyState
          icon={PlugZap}
          action={!home.isViewOnly && (
            <LinkButton href="/chargers" variant="primary">{t("Find a charger")}</LinkButton>
          )}
          title={isFirstRun ? t("Ready for your first charge") : t("Nothing is charging")}
        >
          {t(
            "Plug in and tap your card at the charger. Your session appears here within seconds.",
          )}
        </EmptyState>
      </div>
    </>
  );
}

export const handler = define.handlers({
  async GET({ req, state, url }) {
    state.title = translator(state.language)("Home");
    const asked = url.searchParams.get("period");
    const period: UsagePeriod = asked === "previous" || asked === "year" ? asked : "current";
    const onlyFree = url.searchParams.get("show") === "free";
    const timeZone = readerZone(req.headers.get("cookie"));
    const home = await loadHome(state.ctx, { userId: state.session!.userId, period, timeZone });
    return page({ home, onlyFree, query: { period, show: onlyFree ? "free" : "all" } as const });
  },
});
