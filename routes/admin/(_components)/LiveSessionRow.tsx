import { Duration } from "@/components/Duration.tsx";
import { Energy } from "@/components/Energy.tsx";
import { Power } from "@/components/Power.tsx";
import { formatPercent } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import type { SessionTick } from "@/lib/live/mod.ts";

/** One session under way: where, whose card, and the figures that move. */
export function LiveSessionRow({ session }: { session: SessionTick }) {
  const reader = useReader();
  return (
    <li data-session={session.steveTransactionId}>
      <a
        href={`/transactions/${session.steveTransactionId}`}
        class="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 rounded-md px-4 py-2.5 -outline-offset-2 hover:bg-ink/5"
      >
        <span class="min-w-0 flex-1 basis-40">
          <span class="block truncate text-sm font-medium">
            {session.chargerName} <span class="text-ink-muted">· {session.connectorId}</span>
          </span>
          <span class="block truncate text-xs text-ink-muted">
            {session.cardName ?? session.idTag ?? "No card yet"}
          </span>
        </span>
        <span class="flex shrink-0 items-baseline gap-4 text-sm">
          {session.socPercent !== null && (
            <span class="text-ink-muted tabular-nums max-sm:hidden" title="State of charge">
              {formatPercent(session.socPercent / 100, reader, 0)}
            </span>
          )}
          <span class="text-ink-muted">
            <Power watts={session.powerW} />
          </span>
          <span class="font-semibold" data-energy={session.energyWh}>
            <Energy wh={session.energyWh} />
          </span>
          <span class="min-w-16 text-end text-ink-muted">
            <Duration ms={session.elapsedMs} />
          </span>
        </span>
      </a>
    </li>
  );
}
