import type { ComponentChildren } from "preact";
import { Badge } from "@/components/Badge.tsx";
import { Banner } from "@/components/Banner.tsx";
import { formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ArrowRight } from "@/components/icons.ts";
import { useT } from "@/components/translate.ts";
import type { DriverConnector } from "@/lib/charging/mod.ts";
import { ConnectorBadge } from "./ConnectorBadge.tsx";
import type { StartOffer } from "./load_start.ts";
import { plugText } from "./plug_text.ts";

interface ChoiceProps {
  offer: StartOffer;
  /** What was chosen before; null: what the panel suggests. */
  chosen: number | null;
}

/** Which connector; one where the driver charges already leads to that session. */
export function ConnectorChoice({ offer: { connectors }, chosen }: ChoiceProps) {
  const t = useT();
  if (connectors.length === 0) return null;
  const open = connectors.filter((one) => one.canStart);
  const suggested = open.find((one) => one.connectorId === chosen) ??
    open.find((one) => one.state === "plugged_in") ?? open[0];
  return (
    <fieldset>
      <legend class="pb-1 text-sm font-medium">{t("Connector")}</legend>
      <div class="space-y-2">
        {connectors.map((one) =>
          one.transactionId === null
            ? (
              <Choice
                key={one.connectorId}
                name="connectorId"
                value={one.connectorId}
                checked={one === suggested}
                isSure={one.state === "plugged_in"}
                disabled={!one.canStart}
                note={<ConnectorBadge state={one.state} />}
              >
                <ConnectorName view={one} />
              </Choice>
            )
            : <OwnSession key={one.connectorId} view={one} transactionId={one.transactionId} />
        )}
      </div>
    </fieldset>
  );
}

function OwnSession({ view, transactionId }: { view: DriverConnector; transactionId: number }) {
  return (
    <a
      href={`/sessions/${transactionId}`}
      class="flex min-h-12 items-center gap-3 rounded-md border border-border-subtle px-3 py-2 hover:bg-accent/8"
    >
      <ArrowRight size={20} aria-hidden="true" class="shrink-0 text-accent-ink" />
      <span class="flex min-w-0 flex-1 flex-col">
        <ConnectorName view={view} />
      </span>
      <ConnectorBadge state={view.state} />
    </a>
  );
}

function ConnectorName({ view }: { view: DriverConnector }) {
  const t = useT();
  const reader = useReader();
  const facts = [
    plugText(view.type, t),
    view.maxKw ? `${formatNumber(view.maxKw, reader, { digits: 1 })}\u00a0kW` : null,
  ].filter(Boolean).join(" · ");
  return (
    <>
      <span class="font-medium">{t("Connector {n}", { n: view.connectorId })}</span>
      {facts && <span class="text-sm text-ink-muted">{facts}</span>}
    </>
  );
}

/** Which card pays; with a single one it is only named. */
export function CardChoice({ offer: { cards, firstCardId }, chosen }: ChoiceProps) {
  const t = useT();
  if (cards.length === 1) {
    return (
      <div class="space-y-2 text-sm wrap-anywhere text-ink-muted">
        <p>{t("Charged to {card}", { card: cards[0].name })}</p>
        <input type="hidden" name="cardId" value={cards[0].id} />
        {cards[0].isCharging && <CardInUse />}
      </div>
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

/** Said, not forbidden: whether a card may charge twice is for SteVe to decide. */
function CardInUse() {
  const t = useT();
  return (
    <Banner kind="info" title={t("This card is charging already")}>
      {t("Most cards charge one car at a time.")}{" "}
      <a href="/sessions?status=active" class="underline underline-offset-2">
        {t("See what is charging")}
      </a>
    </Banner>
  );
}

/** One of several, as a row that can be pressed anywhere. */
function Choice({ name, value, checked, isSure, disabled, note, children }: {
  name: string;
  value: number;
  checked: boolean;
  /** Worth choosing by itself when it turns up later. */
  isSure?: boolean;
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
        required
        data-sure={isSure || undefined}
        class="size-5 shrink-0 accent-accent-solid"
      />
      <span class="flex min-w-0 flex-1 flex-col">{children}</span>
      {note}
    </label>
  );
}
