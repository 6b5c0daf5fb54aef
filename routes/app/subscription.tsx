import { page } from "fresh";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ScrollText } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { isPortalLikely, subscriptionView } from "@/lib/billing/mod.ts";
import { type CostSoFar, driverPlan, listSessions, type SessionView } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { loadSoFar } from "./(_components)/load_so_far.ts";
import { SessionTable } from "./(_components)/SessionTable.tsx";
import { NoAccount } from "./billing/(_components)/NoAccount.tsx";
import { PortalLink } from "./billing/(_components)/PortalLink.tsx";
import { SubscriptionFacts } from "./billing/(_components)/SubscriptionFacts.tsx";

const RECENT = 5;

export default define.page<typeof handler>(function Subscription({ data, state }) {
  const t = useT();
  const { subscription, plan, recent, soFar, showsPortal } = data;
  if (!subscription) {
    const contact = state.services.config.OPERATOR_CONTACT_EMAIL;
    return <NoAccount title={t("No subscription on file.")} contact={contact} />;
  }
  return (
    <>
      <div class="flex flex-wrap items-center gap-3">
        <h2 class="text-lg font-semibold">{subscription.planName}</h2>
        <StatusPill kind="subscription" status={subscription.status} />
        {showsPortal && (
          <div class="ml-auto">
            <PortalLink from="/subscription" />
          </div>
        )}
      </div>
      <SubscriptionFacts subscription={subscription} tariff={plan?.tariff ?? null} />
      <Activity sessions={recent} soFar={soFar} />
    </>
  );
});

function Activity({ sessions, soFar }: {
  sessions: SessionView[];
  soFar?: ReadonlyMap<number, CostSoFar>;
}) {
  const t = useT();
  return (
    <SectionCard title={t("Recent activity")} icon={ScrollText} flush>
      <SessionTable
        sessions={sessions}
        soFar={soFar}
        empty={<EmptyState icon={ScrollText} title={t("No sessions yet.")} />}
      />
    </SectionCard>
  );
}

export const handler = define.handlers({
  async GET({ state, url }) {
    state.title = translator(state.language)("Subscription");
    const { userId, impersonatedBy } = state.session!;
    const { lago } = state.services;
    const [subscription, plan, recent] = await Promise.all([
      subscriptionView(state.ctx, { userId, lago }),
      driverPlan(state.ctx, { userId }),
      listSessions(state.ctx, { userId, sort: "startedAt", limit: RECENT }),
    ]);
    const showsPortal = isPortalLikely(lago) && !impersonatedBy && !url.searchParams.has("portal");
    const soFar = await loadSoFar(state.ctx, recent.sessions);
    return page({ subscription, plan, recent: recent.sessions, soFar, showsPortal });
  },
});
