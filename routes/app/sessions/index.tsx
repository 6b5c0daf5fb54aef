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
import { define } from "@/define.ts";
import { listSessions, type SessionStats, sessionStats } from "@/lib/charging/mod.ts";
import { periodOf, queryOf, readCursor, readQuery, sessionFilters } from "@/lib/web/mod.ts";
import { SessionTable } from "../(_components)/SessionTable.tsx";

const PATH = "/sessions";

type Filters = z.infer<typeof sessionFilters>;

export default define.page<typeof handler>(function Sessions({ data }) {
  const { filters, found, stats, isFirstPage } = data;
  const isFiltered = queryOf(filters) !== "";
  return (
    <>
      <Strip stats={stats} />
      <PageCard>
        <FilterBar
          label="Filter sessions"
          action={PATH}
          filters={controls(filters)}
          clearHref={PATH}
        />
        <div class="-mx-4 sm:-mx-6">
          <SessionTable
            sessions={found.sessions}
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
  return (
    <StatStrip
      label="Your sessions at a glance"
      metrics={[
        { label: "Sessions today", value: formatNumber(stats.sessionsToday, reader) },
        { label: "Energy, 7 days", value: formatEnergy(stats.energy7dWh, reader) },
        {
          label: "Active now",
          value: formatNumber(stats.activeNow, reader),
          href: stats.activeNow > 0 ? `${PATH}?status=active` : undefined,
        },
        { label: "Average, 7 days", value: formatEnergy(stats.averageEnergy7dWh, reader) },
      ]}
    />
  );
}

function controls(filters: Filters): Filter[] {
  return [
    {
      kind: "select",
      name: "status",
      label: "Status",
      value: filters.status === "all" ? "" : filters.status,
      options: [
        { value: "", label: "All" },
        { value: "active", label: "Active" },
        { value: "completed", label: "Completed" },
      ],
    },
    { kind: "date", name: "from", label: "From", value: filters.from },
    { kind: "date", name: "to", label: "To", value: filters.to },
  ];
}

function NoSessions() {
  return (
    <EmptyState title="No sessions yet.">
      Plug in and tap your card at a charger: the session appears here within seconds.
    </EmptyState>
  );
}

function NoMatch() {
  return (
    <EmptyState
      icon={Search}
      title="No matching sessions."
      action={<LinkButton href={PATH}>Clear filters</LinkButton>}
    />
  );
}

export const handler = define.handlers({
  async GET({ req, state, url }) {
    state.title = "Sessions";
    const { userId } = state.session!;
    const filters = readQuery(sessionFilters, url.searchParams);
    const after = readCursor(url.searchParams);
    const [found, stats] = await Promise.all([
      listSessions(state.ctx, {
        status: filters.status,
        ...periodOf(filters),
        userId,
        sort: "startedAt",
        limit: 20,
        after,
      }),
      sessionStats(state.ctx, { userId, timeZone: readerZone(req.headers.get("cookie")) }),
    ]);
    return page({ filters, found, stats, isFirstPage: after === undefined });
  },
});
