import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import type { DriverConnector, FoundCharger } from "@/lib/charging/mod.ts";
import { bestState, ConnectorBadge } from "../../(_components)/ConnectorBadge.tsx";
import { plugText } from "../../(_components)/plug_text.ts";
import { kilowatts } from "./charger_texts.ts";

/** What a charger and each of its connectors are to the driver now. Its parts are kept fresh by `KeepFresh`. */
export function DriverHero({ charger, connectors }: {
  charger: FoundCharger;
  connectors: DriverConnector[];
}) {
  const t = useT();
  const reader = useReader();
  const told = charger.status === "online" ? "free" : charger.status;
  const state = bestState(connectors) ?? told;
  const total = connectors.length || charger.total;
  const free = connectors.length > 0
    ? connectors.filter((one) => one.state === "free").length
    : charger.free;
  return (
    <div data-charger={charger.chargeBoxId}>
      <div role="status" class="flex flex-wrap items-center gap-3" data-fresh="state">
        <ConnectorBadge state={state} />
        {state !== "offline" && (
          <span class="text-sm text-ink-muted">{t("{free} of {total} free", { free, total })}</span>
        )}
      </div>
      <ul data-fresh="connectors" class="mt-3 grid gap-2 empty:hidden sm:grid-cols-2">
        {connectors.map((one) => (
          <li
            key={one.connectorId}
            data-connector={one.connectorId}
            class="flex items-center justify-between gap-3 rounded-lg border border-border-subtle px-3 py-2"
          >
            <span class="min-w-0">
              <span class="block text-sm font-medium">
                {t("Connector {n}", { n: one.connectorId })}
              </span>
              <span class="block text-sm text-ink-muted">
                {[plugText(one.type, t), one.maxKw === null ? null : kilowatts(one.maxKw, reader)]
                  .filter(Boolean).join(" · ")}
              </span>
            </span>
            <ConnectorBadge state={one.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}
