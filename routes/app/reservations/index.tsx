import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { FilterBar } from "@/components/FilterBar.tsx";
import { CalendarClock, Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { Pagination } from "@/components/Pagination.tsx";
import { statusLook } from "@/components/status.ts";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import {
  customerScope,
  listReservations,
  RESERVATION_STATUSES,
  type ReservationStatus,
} from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { NEW_PATH } from "./(_components)/wizard_query.ts";
import { ReservationTable } from "./(_components)/ReservationTable.tsx";

const PATH = "/reservations";
const PAGE = 20;
const MAX_PAGE = 10_000;

export default define.page<typeof handler>(function Reservations({ data }) {
  const t = useT();
  const { found, status, number, isActive } = data;
  return (
    <>
      {!isActive && (
        <Banner kind="warning" title={t("Account in view-only mode")}>
          {t("You have no active card, so nothing new can be reserved.")}
        </Banner>
      )}
      <PageCard
        description={t("Your times at a charger. A missed one ends by itself.")}
        actions={isActive && (
          <LinkButton href={NEW_PATH} variant="primary">{t("Reserve a charger")}</LinkButton>
        )}
      >
        <FilterBar
          label={t("Filter reservations")}
          action={PATH}
          clearHref={PATH}
          filters={[{
            kind: "select",
            name: "status",
            label: t("Status"),
            value: status ?? "",
            options: [
              { value: "", label: t("All") },
              ...RESERVATION_STATUSES.map((each) => ({
                value: each,
                label: t(statusLook("reservation", each).label),
              })),
            ],
          }]}
        />
        <div class="-mx-4 sm:-mx-6">
          <ReservationTable
            reservations={found.reservations}
            empty={status || number > 1 ? <NoMatch /> : <NoReservations isActive={isActive} />}
          />
          <Pagination
            newerHref={number > 1 ? hrefOf(status, number - 1) : undefined}
            olderHref={found.hasMore ? hrefOf(status, number + 1) : undefined}
          />
        </div>
      </PageCard>
    </>
  );
});

function NoReservations({ isActive }: { isActive: boolean }) {
  const t = useT();
  return (
    <EmptyState
      icon={CalendarClock}
      title={t("No reservations yet")}
      action={isActive && <LinkButton href={NEW_PATH}>{t("Reserve a charger")}</LinkButton>}
    >
      {t("Keep a connector for the time you arrive.")}
    </EmptyState>
  );
}

function NoMatch() {
  const t = useT();
  return (
    <EmptyState
      icon={Search}
      title={t("No matching reservations.")}
      action={<LinkButton href={PATH}>{t("Clear filters")}</LinkButton>}
    />
  );
}

function hrefOf(status: ReservationStatus | null, number: number): string {
  const query = new URLSearchParams();
  if (status) query.set("status", status);
  if (number > 1) query.set("page", String(number));
  return query.size > 0 ? `${PATH}?${query}` : PATH;
}

export const handler = define.handlers({
  async GET({ state, url }) {
    state.title = translator(state.language)("Reservations");
    const asked = url.searchParams.get("status");
    const status = RESERVATION_STATUSES.find((each) => each === asked) ?? null;
    const text = url.searchParams.get("page") ?? "";
    const number = /^[1-9]\d{0,4}$/.test(text) ? Math.min(Number(text), MAX_PAGE) : 1;
    const scope = await customerScope(state.ctx, state.session!.userId);
    const found = await listReservations(state.ctx, {
      scope,
      statuses: status ? [status] : [],
      upcomingFirst: true,
      limit: PAGE,
      skip: (number - 1) * PAGE,
    });
    return page({ found, status, number, isActive: scope.isActive });
  },
});
