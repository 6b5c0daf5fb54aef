import { Badge } from "@/components/Badge.tsx";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import { STATE_LOOK } from "@/islands/customer/charger_state.ts";
import type { ConnectorView } from "@/lib/charging/mod.ts";
import { plugText } from "../../(_components)/plug_text.ts";
import { kilowatts } from "../../chargers/(_components)/charger_texts.ts";

/** Plug and power of a connector in words: "Type 2 · 22 kW"; empty when nothing is known. */
export function useConnectorText(): (one: Pick<ConnectorView, "type" | "maxKw">) => string {
  const t = useT();
  const reader = useReader();
  return ({ type, maxKw }) =>
    [plugText(type, t), maxKw ? kilowatts(maxKw, reader) : null].filter(Boolean).join(" · ");
}

/** Which connector of a charger that has several. */
export function ConnectorField({ connectors, connectorId }: {
  connectors: ConnectorView[];
  connectorId: number;
}) {
  const t = useT();
  const textOf = useConnectorText();
  return (
    <fieldset>
      <legend class="pb-1 text-sm font-medium">{t("Connector")}</legend>
      <div class="grid gap-2 sm:grid-cols-2">
        {connectors.map((one) => (
          <label
            key={one.connectorId}
            class="flex min-h-12 cursor-pointer items-center gap-3 rounded-md border border-border-subtle px-3 py-2 has-checked:border-accent has-checked:bg-accent/8 has-focus-visible:outline-2"
          >
            <input
              type="radio"
              name="connector"
              value={one.connectorId}
              checked={one.connectorId === connectorId}
              class="size-5 shrink-0 accent-accent-solid"
            />
            <span class="flex min-w-0 flex-1 flex-col">
              <span class="font-medium">{t("Connector {n}", { n: one.connectorId })}</span>
              <span class="text-sm text-ink-muted">{textOf(one)}</span>
            </span>
            <Badge tone={STATE_LOOK[one.status].tone}>
              {t("Now: {state}", { state: t(STATE_LOOK[one.status].word) })}
            </Badge>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
