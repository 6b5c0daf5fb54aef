import { Badge } from "@/components/Badge.tsx";
import { Energy } from "@/components/Energy.tsx";
import { formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { Inbox } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { type HeldReason, type heldUsage } from "@/lib/live/mod.ts";

const HELD_LABEL: Record<HeldReason, string> = {
  unmapped_card: "Held: card without owner",
  inactive_card: "Held: card inactive",
  no_subscription: "Held: no subscription",
  before_billing_start: "Held: before billing began",
};

/** Energy on its way to Lago: what is due, what waits and why, what Lago refused. */
export function OutboxCard({ due, parked, held }: {
  due: number;
  parked: number;
  held: Awaited<ReturnType<typeof heldUsage>> | null;
}) {
  const reader = useReader();
  const isClear = due === 0 && parked === 0 && held?.length === 0;
  return (
    <SectionCard
      title="Outbox to billing"
      icon={Inbox}
      description="Each event is sent until Lago has confirmed it, and counted once."
      actions={isClear && <Badge tone="success">All delivered</Badge>}
    >
      <KeyValueList
        columns={1}
        items={[
          { key: "Due", value: formatNumber(due, reader) },
          {
            key: "Parked, refused by Lago",
            value: parked > 0
              ? <Badge tone="error">{formatNumber(parked, reader)}</Badge>
              : formatNumber(parked, reader),
          },
          ...(held ?? []).map(({ reason, events, energyWh }) => ({
            key: reason ? HELD_LABEL[reason] : "Held",
            value: (
              <>
                {formatNumber(events, reader)} events, <Energy wh={energyWh} />
              </>
            ),
          })),
          ...(held?.length === 0 ? [{ key: "Held", value: "0" }] : []),
          ...(held === null ? [{ key: "Held", value: null }] : []),
        ]}
      />
    </SectionCard>
  );
}
