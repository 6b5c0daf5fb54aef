import { useEffect, useState } from "preact/hooks";
import { BorderBeam } from "../../components/BorderBeam.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ReaderContext } from "../../components/format_context.ts";
import { PlugZap } from "../../components/icons.ts";
import { SectionCard } from "../../components/SectionCard.tsx";
import type { SessionTick } from "@/lib/live/mod.ts";
import { withTicks } from "../../routes/admin/(_components)/live_list.ts";
import { LiveSessionRow } from "../../routes/admin/(_components)/LiveSessionRow.tsx";
import { live } from "../live.ts";

const SHOWN = 8;

/** Sessions under way, as they move. Without a script: as they were when the page was made. */
export default function LiveNow({ sessions, locale, timeZone }: {
  sessions: SessionTick[] | null;
  locale: string;
  timeZone: string;
}) {
  const [shown, setShown] = useState(sessions);
  useEffect(() => {
    const take = (data: { sessions: SessionTick[] }) =>
      setShown((before) => withTicks(before ?? [], data.sessions));
    const stops = [live.on("transaction.meter", take), live.on("session.changed", take)];
    return () => stops.forEach((stop) => stop());
  }, []);
  const count = shown?.length ?? 0;
  const isStale = live.state.value === "stale" || live.state.value === "off";
  return (
    <ReaderContext.Provider value={{ locale, timeZone }}>
      <div class="accent accent-emerald">
        <BorderBeam live={count > 0 && !isStale}>
          <SectionCard
            title="Live now"
            icon={PlugZap}
            accent="emerald"
            flush
            description={<span role="status">{sentence(shown, isStale)}</span>}
            actions={
              <a href="/transactions?status=active" class="text-sm underline underline-offset-2">
                All active
              </a>
            }
          >
            {count === 0
              ? (
                <EmptyState icon={PlugZap} title="Nobody is charging">
                  A session appears here within seconds of its start.
                </EmptyState>
              )
              : (
                <ul class={isStale ? "opacity-60" : ""}>
                  {shown!.slice(0, SHOWN).map((each) => (
                    <LiveSessionRow key={each.id} session={each} />
                  ))}
                </ul>
              )}
            {count > SHOWN && (
              <p class="px-4 pb-2 text-sm text-ink-muted">and {count - SHOWN} more</p>
            )}
          </SectionCard>
        </BorderBeam>
      </div>
    </ReaderContext.Provider>
  );
}

function sentence(shown: SessionTick[] | null, isStale: boolean): string {
  if (shown === null) return "The sessions could not be read right now.";
  const cars = `${shown.length} ${shown.length === 1 ? "session" : "sessions"}`;
  return isStale ? `${cars} when last heard` : cars;
}
