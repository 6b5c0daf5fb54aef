import { page } from "fresh";
import { Button } from "@/components/Button.tsx";
import { CircleX } from "@/components/icons.ts";
import { humanize } from "@/components/format.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { define } from "@/define.ts";
import RunProgress from "@/islands/admin/RunProgress.tsx";
import { can } from "@/lib/auth/mod.ts";
import { runTick } from "@/lib/live/mod.ts";
import { AppError, conflict } from "@/lib/platform/errors.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { getRun, type SyncRun } from "@/lib/sync/mod.ts";
import { askForRun } from "./(_components)/ask_for_run.ts";
import { LEVELS, RunLog } from "./(_components)/RunLog.tsx";
import { RunStatistics, RunSummary } from "./(_components)/RunSummary.tsx";

export default define.page<typeof handler>(function SyncRunPage({ data }) {
  const { run, logs } = data.found;
  return (
    <>
      <Errors run={run} mayTrigger={data.mayTrigger} />
      <RunSummary run={run} />
      <RunStatistics run={run} />
      <RunProgress run={runTick(data.found)} />
      <RunLog lines={logs} level={data.level} path={`/sync/${run.id}`} />
    </>
  );
});

/** What failed, as it was said, and the way to try again. */
function Errors({ run, mayTrigger }: { run: SyncRun; mayTrigger: boolean }) {
  if (run.errors.length === 0 && run.status !== "failed") return null;
  return (
    <SectionCard
      title="Errors"
      icon={CircleX}
      description="What this run could not do, the next one does; nothing is lost."
      actions={run.status === "failed" && mayTrigger && (
        <form method="post">
          <Button variant="primary" name="action" value="retry">Retry</Button>
        </form>
      )}
    >
      <ul class="space-y-2">
        {run.errors.map((error, at) => (
          <li key={at} class="accent accent-rose text-sm">
            <span class="font-medium">{humanize(error.segment)}</span>
            <pre class="mt-1 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap text-accent-ink">
              {error.message}
            </pre>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}

/** The run of the address; null where there is none. */
async function findRun(ctx: Ctx, id: string) {
  if (!/^[1-9]\d{0,14}$/.test(id)) return null;
  try {
    return await getRun(ctx, { id: Number(id) });
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  }
}

export const handler = define.handlers({
  async GET({ params, state, url, redirect }) {
    const found = await findRun(state.ctx, params.id);
    if (!found) return redirect("/sync", 302);
    const asked = url.searchParams.get("level");
    state.title = `Sync run ${found.run.id}`;
    return page({
      found,
      level: LEVELS.find((level) => level === asked) ?? "all",
      mayTrigger: can(state.session, "sync:trigger"),
    });
  },
  async POST({ params, state, redirect }) {
    const found = await findRun(state.ctx, params.id);
    if (!found) return redirect("/sync", 302);
    if (found.run.status !== "failed") throw conflict("Only a failed run can be retried.");
    return askForRun(state, { source: "retry", retryOfId: found.run.id });
  },
});
