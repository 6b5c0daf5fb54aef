import { page } from "fresh";
import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { FilterBar } from "@/components/FilterBar.tsx";
import { useReader } from "@/components/format_context.ts";
import { RefreshCw } from "@/components/icons.ts";
import { Pagination } from "@/components/Pagination.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { define } from "@/define.ts";
import SyncNow from "@/islands/admin/SyncNow.tsx";
import { can } from "@/lib/auth/mod.ts";
import { askForRun } from "./(_components)/ask_for_run.ts";
import { CapabilityCard } from "./(_components)/CapabilityCard.tsx";
import { loadSync, readRunFilters, type RunFilters } from "./(_components)/load_sync.ts";
import { OutboxCard } from "./(_components)/OutboxCard.tsx";
import { RejectsCard } from "./(_components)/RejectsCard.tsx";
import { RunTable } from "./(_components)/RunTable.tsx";

export default define.page<typeof handler>(function SyncPage({ data }) {
  const { status } = data;
  return (
    <>
      <Trigger mayTrigger={data.mayTrigger} />
      <div class="grid items-start gap-4 lg:grid-cols-2">
        <Now data={data} />
        <OutboxCard due={status.outbox.due} parked={status.outbox.parked} held={data.held} />
      </div>
      <Runs data={data} />
      <RejectsCard rejects={data.rejects} />
      <CapabilityCard capabilities={status.capabilities} />
    </>
  );
});

type SyncData = Awaited<ReturnType<typeof loadSync>>;

/** A form, so that it works without a script; asking twice is one wish. */
function Trigger({ mayTrigger }: { mayTrigger: boolean }) {
  return (
    <div class="flex flex-wrap items-center justify-between gap-3">
      <p class="max-w-prose text-sm text-ink-muted">
        The worker reads sessions and cards from SteVe, turns energy into billing events, and keeps
        Lago's customers and invoices at hand.
      </p>
      <form method="post">
        <Button variant="primary" disabled={!mayTrigger} name="action" value="trigger">
          <RefreshCw size={16} aria-hidden="true" />Trigger sync
        </Button>
        {!mayTrigger && (
          <p class="pt-1 text-xs text-ink-muted">Needs the permission sync:trigger.</p>
        )}
      </form>
    </div>
  );
}

function Now({ data }: { data: SyncData }) {
  const { locale, timeZone, now } = useReader();
  return (
    <SyncNow
      run={data.run}
      schedule={data.schedule}
      locale={locale}
      timeZone={timeZone}
      now={now.toISOString()}
    />
  );
}

function Runs({ data }: { data: SyncData }) {
  const { filters, runs, newer, older } = data;
  return (
    <SectionCard title="Runs" icon={RefreshCw} accent="blue" flush>
      <div class="px-4 pb-3">
        <FilterBar
          label="Filter runs"
          action="/sync"
          clearHref="/sync"
          filters={[
            {
              kind: "select",
              name: "status",
              label: "Status",
              value: filters.status,
              options: [
                { value: "", label: "All" },
                { value: "completed", label: "Completed" },
                { value: "failed", label: "Failed" },
                { value: "running", label: "Running" },
              ],
            },
            {
              kind: "select",
              name: "scope",
              label: "Scope",
              value: filters.scope,
              options: [
                { value: "", label: "All" },
                { value: "full", label: "Everything" },
                { value: "transactions", label: "Sessions only" },
              ],
            },
          ]}
        />
      </div>
      <RunTable runs={runs} empty={<NoRuns isFiltered={filters.status + filters.scope !== ""} />} />
      <Pagination
        newerHref={newer === null ? undefined : hrefOf(filters, { after: newer })}
        olderHref={older === null ? undefined : hrefOf(filters, { before: older })}
      />
    </SectionCard>
  );
}

function NoRuns({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState icon={RefreshCw} title={isFiltered ? "No run matches" : "No run yet"}>
      {isFiltered
        ? "Clear the filters to see all runs."
        : "The first comes by itself, or now by the button above."}
    </EmptyState>
  );
}

function hrefOf({ status, scope }: RunFilters, at: { before: number } | { after: number }): string {
  const query = new URLSearchParams({ status, scope });
  for (const [key, value] of Object.entries(at)) query.set(key, String(value));
  for (const key of ["status", "scope"]) if (query.get(key) === "") query.delete(key);
  return `/sync?${query}`;
}

export const handler = define.handlers({
  async GET({ state, url }) {
    state.title = "Sync";
    const data = await loadSync(state.ctx, readRunFilters(url.searchParams));
    return page({ ...data, mayTrigger: can(state.session, "sync:trigger") });
  },
  POST({ state }) {
    return askForRun(state, { source: "manual" });
  },
});
