import { page } from "fresh";
import { EmptyState } from "@/components/EmptyState.tsx";
import { type Filter, FilterBar } from "@/components/FilterBar.tsx";
import { PlugZap, Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { Pagination } from "@/components/Pagination.tsx";
import { readerZone } from "@/components/reader_zone.ts";
import { define } from "@/define.ts";
import ChangedBanner from "@/islands/admin/ChangedBanner.tsx";
import {
  countLabel,
  countSessions,
  listChargers,
  listSessions,
  sessionStats,
} from "@/lib/charging/mod.ts";
import { periodProblem, queryOf, readCursor } from "@/lib/web/mod.ts";
import { attempt } from "../(_components)/attempt.ts";
import { filterOf, type Filters, readFilters } from "./(_components)/read_filters.ts";
import { SessionTable } from "./(_components)/SessionTable.tsx";
import { StatsStrip } from "./(_components)/StatsStrip.tsx";

const PATH = "/transactions";
const PAGE = 15;

export default define.page<typeof handler>(function SessionsPage({ data }) {
  const { filters, found, isFirstPage } = data;
  const isFiltered = queryOf(filters) !== "";
  return (
    <>
      <StatsStrip stats={data.stats} />
      <ChangedBanner href={PATH + queryOf(filters)} />
      <PageCard accent="cyan">
        <FilterBar
          label="Filter sessions"
          action={PATH}
          filters={controls(filters, data.chargers)}
          clearHref={PATH}
          problem={data.problem ? { fields: ["from", "to"], text: data.problem } : null}
        />
        <div class="-mx-4 sm:-mx-6">
          <SessionTable
            sessions={found.sessions}
            empty={isFiltered ? <NoMatch /> : <NoSessions />}
          />
          <Pagination
            summary={data.count}
            newerHref={isFirstPage ? undefined : PATH + queryOf(filters)}
            olderHref={found.next ? PATH + queryOf(filters, found.next) : undefined}
          />
        </div>
      </PageCard>
    </>
  );
});

function controls(filters: Filters, chargers: { value: string; label: string }[]): Filter[] {
  const statuses = [
    { value: "", label: "All" },
    { value: "active", label: "Active" },
    { value: "completed", label: "Completed" },
  ];
  return [
    {
      kind: "select",
      name: "status",
      label: "Status",
      value: filters.status === "all" ? "" : filters.status,
      options: statuses,
    },
    {
      kind: "select",
      name: "charger",
      label: "Charger",
      value: filters.charger,
      options: [{ value: "", label: "All" }, ...chargers],
    },
    { kind: "date", name: "from", label: "Changed from", value: filters.from },
    { kind: "date", name: "to", label: "Changed to", value: filters.to },
    {
      kind: "search",
      name: "tag",
      label: "Card",
      value: filters.tag,
      placeholder: "Part of an idTag",
    },
  ];
}

const NoSessions = () => (
  <EmptyState icon={PlugZap} title="No sessions yet">
    They come with the next sync, or as soon as a charger reports one.
  </EmptyState>
);

const NoMatch = () => (
  <EmptyState
    icon={Search}
    title="No session matches"
    action={<LinkButton href={PATH}>Clear filters</LinkButton>}
  >
    Try a wider range of days or another card.
  </EmptyState>
);

export const handler = define.handlers({
  async GET({ req, state, url }) {
    const { ctx } = state;
    const filters = readFilters(url.searchParams);
    const after = readCursor(url.searchParams);
    const filter = filterOf(filters, readerZone(req.headers.get("cookie")));
    const problem = periodProblem(filters);
    state.title = "Charging sessions";
    const [stats, found, count, chargers] = await Promise.all([
      attempt(ctx, "session stats", () => sessionStats(ctx)),
      problem ? { sessions: [], next: null } : listSessions(ctx, { ...filter, limit: PAGE, after }),
      problem ? null : attempt(ctx, "session count", () => countSessions(ctx, filter)),
      attempt(ctx, "chargers", () => listChargers(ctx)),
    ]);
    return page({
      filters,
      problem,
      found,
      stats,
      isFirstPage: after === undefined,
      count: count
        ? `${countLabel(count)} ${
          count.count === 1 ? "session matches" : "sessions match"
        } current filters`
        : undefined,
      chargers: (chargers ?? []).map(({ chargeBoxId, name }) => ({
        value: chargeBoxId,
        label: name,
      })).sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true })),
    }, { status: problem ? 400 : 200 });
  },
});
