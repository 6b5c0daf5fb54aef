import { DateTime } from "@/components/DateTime.tsx";
import { Duration } from "@/components/Duration.tsx";
import { Energy } from "@/components/Energy.tsx";
import { formatNumber, humanize } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { Money } from "@/components/Money.tsx";
import { Power } from "@/components/Power.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import type { SessionCost, SessionRow, SessionView } from "@/lib/charging/mod.ts";

/** Everything known about the session itself. */
export function SessionFacts({ session, row, cost, billedWh }: {
  session: SessionView;
  row: SessionRow;
  cost: SessionCost | null;
  billedWh: number;
}) {
  return (
    <SectionCard title="Session">
      <KeyValueList
        columns={2}
        items={[
          { key: "Charger", value: <ChargerLink session={session} /> },
          { key: "Connector", value: String(session.connectorId) },
          { key: "EV card", value: session.idTag && <CardLink session={session} /> },
          { key: "Energy", value: <Energy wh={session.energyWh} digits={3} /> },
          { key: "Billed so far", value: <Energy wh={billedWh} digits={3} /> },
          { key: "Cost", value: <Cost session={session} cost={cost} /> },
          { key: "Started", value: <DateTime at={session.startedAt} /> },
          { key: "Ended", value: <DateTime at={session.stoppedAt} /> },
          { key: "Duration", value: <Duration ms={session.durationMs} /> },
          { key: "Average power", value: <Power watts={session.averagePowerW} /> },
          {
            key: "Meter at start",
            value: row.meterStartWh === null ? null : <Register wh={row.meterStartWh} />,
          },
          {
            key: "Meter at end",
            value: row.meterStopWh === null ? null : <Register wh={row.meterStopWh} />,
          },
          { key: "Last reading", value: <DateTime at={session.lastMeterAt} /> },
          { key: "Ended because", value: stopText(session.stopReason, row.stopActor) },
        ]}
      />
    </SectionCard>
  );
}

const LINK = "underline underline-offset-2";

const ChargerLink = ({ session }: { session: SessionView }) => (
  <a
    class={LINK}
    href={`/transactions?${new URLSearchParams({ charger: session.chargeBoxId })}`}
    title={`All sessions of ${session.chargeBoxId}`}
  >
    {session.chargerName}
  </a>
);

const CardLink = ({ session }: { session: SessionView }) => (
  <a
    class={LINK}
    href={`/transactions?${new URLSearchParams({ tag: session.idTag ?? "" })}`}
    title="All sessions of this card"
  >
    {session.cardName && `${session.cardName}, `}
    <span class="font-mono">{session.idTag}</span>
  </a>
);

function Cost({ session, cost }: { session: SessionView; cost: SessionCost | null }) {
  const currency = session.currency ?? cost?.currency;
  const cents = session.costCents ?? cost?.amountCents;
  if (!currency || cents === null || cents === undefined) return <>Not known</>;
  return (
    <>
      <Money cents={cents} currency={currency} />
      {session.isLive && <span class="pl-1 font-normal text-ink-muted">so far</span>}
      {cost?.tariff && <span class="font-normal text-ink-muted">, {cost.tariff.planName}</span>}
    </>
  );
}

function Register({ wh }: { wh: number }) {
  const reader = useReader();
  return <>{`${formatNumber(wh, reader)} Wh`}</>;
}

function stopText(reason: string | null, actor: SessionRow["stopActor"]): string | null {
  const by = actor === "manual" ? "ended by hand in SteVe" : null;
  return [reason && humanize(reason), by].filter(Boolean).join(", ") || null;
}
