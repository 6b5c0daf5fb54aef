import type { ComponentChildren } from "preact";
import { type Column, DataTable } from "@/components/DataTable.tsx";
import { DateTime } from "@/components/DateTime.tsx";
import { Duration } from "@/components/Duration.tsx";
import { Energy } from "@/components/Energy.tsx";
import { Money } from "@/components/Money.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import type { Translate } from "@/lib/platform/i18n/translate.ts";
import type { CostSoFar, OwnCardName, SessionView } from "@/lib/charging/mod.ts";

type CostsSoFar = ReadonlyMap<number, CostSoFar>;

const columns = (
  t: Translate,
  cards: OwnCardName[] | undefined,
  soFar: CostsSoFar | undefined,
): Column<SessionView>[] => [
  { key: "charger", header: t("Charger"), cell: (s) => s.chargerName },
  {
    key: "started",
    header: t("Started"),
    onPhone: "detail",
    cell: (s) => (
      <span class="whitespace-nowrap">
        <DateTime at={s.startedAt} />
      </span>
    ),
  },
  {
    key: "status",
    header: t("Status"),
    cell: (s) => <State status={statusOf(s)} />,
  },
  ...cards ? [cardColumn(t, cards)] : [],
  {
    key: "duration",
    header: t("Duration"),
    onPhone: "detail",
    align: "end",
    cell: (s) => (
      <span class="whitespace-nowrap">
        <Duration ms={s.durationMs} />
      </span>
    ),
  },
  {
    key: "energy",
    header: t("Energy"),
    onPhone: "detail",
    align: "end",
    cell: (s) => <Energy wh={s.energyWh} />,
  },
  {
    key: "cost",
    header: t("Cost"),
    onPhone: "lead",
    align: "end",
    cell: (s) => s.isLive ? <SoFar cost={soFar?.get(s.id)} /> : <Ended session={s} />,
  },
];

/** A phone has little room: that a session is over goes without saying there. */
const State = ({ status }: { status: ReturnType<typeof statusOf> }) => (
  <span class={status === "completed" ? "max-sm:sr-only" : "max-sm:mt-1"}>
    <StatusPill kind="session" status={status} />
  </span>
);

/** An estimate that grows; where it is not worked out, that the session still runs. */
function SoFar({ cost }: { cost: CostSoFar | undefined }) {
  const t = useT();
  if (!cost) return <span class="text-ink-muted">{t("In progress")}</span>;
  return (
    <span class="whitespace-nowrap">
      <Money cents={cost.costCents} currency={cost.currency} />{" "}
      <span class="text-ink-muted">{t("so far")}</span>
    </span>
  );
}

const Ended = ({ session: { costCents, currency } }: { session: SessionView }) =>
  currency ? <Money cents={costCents} currency={currency} /> : <>—</>;

const cardColumn = (t: Translate, cards: OwnCardName[]): Column<SessionView> => ({
  key: "card",
  header: t("Card"),
  onPhone: "note",
  cell: (s) => cards.find(({ id }) => id === s.mappingId)?.name ?? "—",
});

/**
 * A driver's sessions as a table, on a phone each a card; with `cards` each says which was used, with
 * `soFar` (`costsSoFar`) what those under way cost until now.
 */
export function SessionTable({ sessions, empty, cards, soFar }: {
  sessions: SessionView[];
  empty: ComponentChildren;
  cards?: OwnCardName[];
  soFar?: CostsSoFar;
}) {
  const t = useT();
  return (
    <DataTable
      caption={t("Charging sessions, newest first")}
      columns={columns(t, cards, soFar)}
      rows={sessions}
      rowKey={(s) => s.id}
      rowHref={(s) => `/sessions/${s.steveTransactionId}`}
      empty={empty}
    />
  );
}

/** In progress until the closing billing event exists (spec 5.4). */
export const statusOf = (session: Pick<SessionView, "isFinalized" | "isLive">) =>
  session.isLive ? "active" : session.isFinalized ? "completed" : "in_progress";
