import { BorderBeam } from "../../components/BorderBeam.tsx";
import {
  formatDuration,
  formatEnergy,
  formatMoney,
  formatPercent,
  formatPower,
  formatTime,
} from "../../components/format.ts";
import { LiveDot } from "../../components/LiveDot.tsx";
import type { SessionTick } from "@/lib/live/mod.ts";
import type { SessionWords } from "./live_words.ts";
import type { Phase } from "./session_phase.ts";

const HEADLINE = { charging: "Charging", stopping: "Stopping…", finished: "Finished" } as const;

/** One session with its figures, as the driver reads them while it runs. */
export default function SessionCard({ session, phase, basis, reader, isStale, isOwnPage, words }: {
  session: SessionTick;
  phase: Phase;
  basis: string | null;
  reader: { locale: string; timeZone: string };
  /** The figures may be old. */
  isStale: boolean;
  /** On the session's own page the card names no link to it. */
  isOwnPage?: boolean;
  words: SessionWords;
}) {
  const say = (text: keyof SessionWords, values: Record<string, string> = {}) =>
    words[text].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const isLive = phase !== "finished";
  const cost = session.costCents !== null && session.currency
    ? formatMoney(session.costCents, session.currency, reader)
    : null;
  return (
    <section
      class="accent accent-green"
      aria-label={say("Charging at {charger}", { charger: session.chargerName })}
      data-session={session.steveTransactionId}
    >
      <BorderBeam live={isLive && !isStale}>
        <div
          class={`rounded-xl border border-accent/30 bg-card p-4 shadow-card sm:p-6 ${
            isStale ? "opacity-60" : ""
          }`}
        >
          <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span class="inline-flex items-center gap-2 text-sm font-medium text-accent-ink">
              {isLive && !isStale && <LiveDot />}
              {say(HEADLINE[phase])}
            </span>
            <span class="text-sm text-ink-muted">
              {say("{charger}, connector {n}, since {time}", {
                charger: session.chargerName,
                n: String(session.connectorId),
                time: formatTime(new Date(session.startedAt), reader),
              })}
            </span>
          </div>
          <p
            class="mt-3 text-4xl font-semibold tracking-tight tabular-nums"
            data-energy={session.energyWh}
          >
            {formatEnergy(session.energyWh, reader, 3)}
          </p>
          <dl class="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
            <Figure
              name={say("Power")}
              value={isLive ? formatPower(session.powerW, reader) : "—"}
            />
            <Figure name={say("Duration")} value={formatDuration(session.elapsedMs, reader)} />
            <Figure
              name={say(isLive ? "Cost so far" : "Cost")}
              value={cost ?? "—"}
              note={cost ? basis ?? undefined : say("No price is known yet")}
            />
            {session.socPercent !== null && (
              <Figure
                name={say("Battery")}
                value={formatPercent(session.socPercent / 100, reader, 0)}
              />
            )}
          </dl>
          <p class="sr-only" role="status">
            {isLive ? "" : say("Charging has finished with {energy}.", {
              energy: formatEnergy(session.energyWh, reader, 3),
            })}
          </p>
          {!isOwnPage && (
            <a
              href={`/sessions/${session.steveTransactionId}`}
              class="tap mt-4 inline-flex items-center text-sm underline underline-offset-2"
            >
              {say(isLive ? "Follow this session" : "See what it came to")}
            </a>
          )}
        </div>
      </BorderBeam>
    </section>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div class="min-w-0">
      <dt class="text-xs font-medium text-ink-muted">{name}</dt>
      <dd class="text-lg font-semibold tabular-nums">{value}</dd>
      {note && <dd class="truncate text-xs text-ink-muted">{note}</dd>}
    </div>
  );
}
