import { page } from "fresh";
import type { z } from "zod";
import { EmptyState } from "@/components/EmptyState.tsx";
import { type Filter, FilterBar } from "@/components/FilterBar.tsx";
import { formatEnergy, formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { Pagination } from "@/components/Pagination.tsx";
import { readerZone } from "@/components/reader_zone.ts";
import { StatStrip } from "@/components/StatStrip.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import KeepFresh from "@/islands/customer/KeepFresh.tsx";
import {
  listOwnCardNames,
  listSessions,
  openStarts,
  type OwnCardName,
  type SessionStats,
  sessionStats,
} from "@/lib/charging/mod.ts";
import { type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { periodOf, periodProblem, queryOf, readCursor, readQuery } from "@/lib/web/mod.ts";
import { loadPart } from "../(_components)/load_part.ts";
import { growingMs, loadSoFar } from "../(_components)/load_so_far.ts";
import { SessionTable } from "../(_components)/SessionTable.tsx";
import { WaitingStarts } from "../(_components)/WaitingStarts.tsx";
import { ExportLinks } from "./(_components)/ExportLinks.tsx";
import { ownSessionFilters } from "./(_components)/own_session_filters.ts";

const PATH = "/sessions";

type Filters = z.infer<typeof ownSessionFilters>;

export default define.page<typeof handler>(function Sessions({ data }) {
  const { filters, problem, found, soFar, starts, cards, stats, isFirstPage } = data;
  const t = useT();
  const isFiltered = queryOf(filters) !== "";
  return (
    <>
      <WaitingStarts starts={starts} />
      <KeepFresh />
      <div data-fresh="strip">
        <Strip stats={stats} />
      </div>
      <PageCard>
        <FilterBar
          label={t("Filter sessions")}
          action={PATH}
          filters={controls(filters, cards, t)}
          clearHref={PATH}
          problem={problem === null ? null : { fields: ["from", "to"], text: t(problem) }}
        />
        <div data-fresh="export" class="empty:hidden">
          {found.sessions.length > 0 && <ExportLinks query={queryOf(filters)} />}
        </div>
        <div
          class="-mx-4 sm:-mx-6"
          data-fresh="sessions"
          data-again-ms={growingMs(found.sessions)}
        >
          <SessionTable
            sessions={found.sessions}
            soFar={soFar}
            cards={cards.length > 1 ? cards : undefined}
            empty={isFiltered ? <NoMatch /> : <NoSessions />}
          />
          <Pagination
            newerHref={isFirstPage ? undefined : PATH + queryOf(filters)}
            olderHref={found.next ? PATH + queryOf(filters, found.next) : undefined}
          />
        </div>
      </PageCard>
    </>
  );
});

function Strip({ stats }: { stats: SessionStats }) {
  const reader = useReader();
  const t = useT();
  return (
    <StatStrip
      label={t("Your sessions at a glance")}
      metrics={[
        { label: t("Sessions today"), value: formatNumber(stats.sessionsToday, reader) },
        { label: t("Energy, 7 days"), value: formatEnergy(stats.energy7dWh, reader) },
        {
          label: t("Active now"),
          value: formatNumber(stats.activeNow, reader),
          href: stats.activeNow > 0 ? `${PATH}?status=active` : undefined,
        },
        {
          label: t("Average session, 7 days"),
          value: formatEnergy(stats.averageEnergy7dWh, reader),
        },
      ]}
    />
  );
}

function controls(filters: Filters, cards: OwnCardName[], t: Translate): Filter[] {
  const found: Filter[] = [
    {
      kind: "select",
      name: "status",
      label: t("Status"),
      value: filters.status === "all" ? "" : filters.status,
      options: [
        { value: "", label: t("All") },
        { value: "active", label: t("Active") },
        { value: "completed", label: t("Completed") },
      ],
    },
    { kind: "date", name: "from", label: t("From"), value: filters.from },
    { kind: "date", name: "to", label: t("To"), value: filters.to },
  ];
  if (cards.length > 1) {
    found.push({
      kind: "select",
      name: "card",
      label: t("Card"),
      value: filters.card,
      options: [
        { value: "", label: t("All##cards") },
        ...cards.map(({ id, name }) => ({ value: String(id), label: name })),
      ],
    });
  }
  return found;
}

function NoSessions() {
  const t = useT();
  return (
    <EmptyState title={t("No sessions yet.")}>
      {t("Plug in and tap your card at a charger: the session appears here within seconds.")}
    </EmptyState>
  );
}

function NoMatch() {
  const t = useT();
  return (
    <EmptyState
      icon={Search}
      title={t("No matching sessions.")}
      action={<LinkButton href={PATH}>{t("Clear filters")}</LinkButton>}
    />
  );
}

export const handler = define.handlers({
  async GET({ req, state, url }) {
    state.title = translator(state.language)("Sessions");
    const { userId } = state.session!;
    const timeZone = readerZone(req.headers.get("cookie"));
    const cards = await listOwnCardNames(state.ctx, { userId });
    const asked = readQuery(ownSessionFilters, url.searchParams);
    // A card that is not the driver's narrows nothing, as if it were not given.
    const filters = cards.some(({ id }) => String(id) === asked.card)
      ? asked
      : { ...asked, card: "" };
    const after = readCursor(url.searchParams);
    const problem = periodProblem(filters);
    const [found, stats, starts] = await Promise.all([
      problem ? { sessions: [], next: null } : listSessions(state.ctx, {
        status: filters.status,
        ...periodOf(filters, timeZone),
        ...(filters.card ? { mappingId: Number(filters.card) } : {}),
        userId,
        sort: "startedAt",
        limit: 20,
        after,
      }),
      sessionStats(state.ctx, { userId, timeZone }),
      loadPart(state.ctx, "starts", openStarts(state.ctx, { userId })),
    ]);
    const soFar = await loadSoFar(state.ctx, found.sessions);
    return page(
      {
        filters,
        problem,
        found,
        soFar,
        starts: starts ?? [],
        cards,
        stats,
        isFirstPage: after === undefined,
      },
      { status: problem ? 400 : 200 },
    );
  },
});
