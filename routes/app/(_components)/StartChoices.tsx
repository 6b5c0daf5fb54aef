import type { ComponentChildren } from "preact";
import type { Tone } from "@/components/accent.ts";
import { Badge } from "@/components/Badge.tsx";
import { formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import { type ConnectorView, plugLabel } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { StartOffer } from "./load_start.ts";

interface ChoiceProps {
  offer: StartOffer;
  /** What was chosen before; null: what the panel suggests. */
  chosen: number | null;
}

/** Which connector; with a single one there is nothing to choose. */
export function ConnectorChoice({ offer: { charger, open }, chosen }: ChoiceProps) {
  const t = useT();
  const { connectors } = charger;
  if (connectors.length === 0) return null;
  const plugged = connectors.find((one) =>
    open.includes(one.connectorId) && one.rawStatus === "Preparing"
  );
  const suggested = chosen !== null && open.includes(chosen)
    ? chosen
    : plugged?.connectorId ?? open[0];
  return (
    <fieldset>
      <legend class="pb-1 text-sm font-medium">{t("Connector")}</legend>
      <div class="space-y-2">
        {connectors.map((one) => (
          <Choice
            key={one.connectorId}
            name="connectorId"
            value={one.connectorId}
            checked={one.connectorId === suggested}
            disabled={!open.includes(one.connectorId)}
            note={<ConnectorState view={one} isOpen={open.includes(one.connectorId)} />}
          >
            <ConnectorName view={one} />
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}

function ConnectorName({ view }: { view: ConnectorView }) {
  const t = useT();
  const reader = useReader();
  const facts = [
    plugLabel(view.type),
    view.maxKw ? `${formatNumber(view.maxKw, reader, { digits: 1 })}\u00a0kW` : null,
  ].filter(Boolean).join(" · ");
  return (
    <>
      <span class="font-medium">{t("Connector {n}", { n: view.connectorId })}</span>
      {facts && <span class="text-sm text-ink-muted">{facts}</span>}
    </>
  );
}

const STATES: Record<ConnectorView["status"], { tone: Tone; word: string }> = {
  online: { tone: "success", word: msg("Free") },
  in_use: { tone: "info", word: msg("In use") },
  reserved: { tone: "warning", word: msg("Reserved") },
  offline: { tone: "neutral", word: msg("Offline") },
};

function ConnectorState({ view, isOpen }: { view: ConnectorView; isOpen: boolean }) {
  const t = useT();
  if (isOpen && view.status === "in_use") {
    return <Badge tone="success">{t("Plugged in")}</Badge>;
  }
  if (isOpen && view.status === "reserved") {
    return <Badge tone="success">{t("Reserved for you")}</Badge>;
  }
  const { tone, word } = STATES[view.status];
  return <Badge tone={tone}>{t(word)}</Badge>;
}

/** Which card pays; with a single one it is only named. */
export function CardChoice({ offer: { cards, firstCardId }, chosen }: ChoiceProps) {
  const t = useT();
  if (cards.length === 1) {
    return (
      <p class="text-sm text-ink-muted">
        {t("Charged to {card}", { card: cards[0].name })}
        <input type="hidden" name="cardId" value={cards[0].id} />
      </p>
    );
  }
  const suggested = cards.some((card) => card.id === chosen) ? chosen : firstCardId;
  return (
    <fieldset>
      <legend class="pb-1 text-sm font-medium">{t("Card")}</legend>
      <div class="space-y-2">
        {cards.map((card) => (
          <Choice
            key={card.id}
            name="cardId"
            value={card.id}
            checked={card.id === suggested}
            note={card.isCharging
              ? <Badge tone="info">{t("Charging")}</Badge>
              : <span class="font-mono text-sm text-ink-muted">•••• {card.lastFour}</span>}
          >
            <span class="font-medium wrap-anywhere">{card.name}</span>
            {card.costCentre && (
              <span class="text-sm wrap-anywhere text-ink-muted">{card.costCentre}</span>
            )}
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}

/** One of several, as a row that can be pressed anywhere. */
function Choice({ name, value, checked, disabled, note, children }: {
  name: string;
  value: number;
  checked: boolean;
  disabled?: boolean;
  note: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <label
      class={`flex min-h-12 items-center gap-3 rounded-md border border-border-subtle px-3 py-2 has-checked:border-accent has-checked:bg-accent/8 has-focus-visible:outline-2 ${
        disabled ? "opacity-60" : "cursor-pointer"
      }`}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        class="size-5 shrink-0 accent-accent-solid"
      />
      <span class="flex min-w-0 flex-1 flex-col">{children}</span>
      {note}
    </label>
  );
}
