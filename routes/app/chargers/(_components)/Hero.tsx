import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import ChargerNow from "@/islands/customer/ChargerNow.tsx";
import { type FoundCharger, publicView } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { plugText } from "../../(_components)/plug_text.ts";
import { kilowatts, STATE_WORDS } from "./charger_texts.ts";

const WORDS = [...STATE_WORDS, msg("Connector {n}"), msg("{free} of {total} free")] as const;

/** What a charger and each of its connectors do now. `pollMs` is for pages without a stream. */
export function Hero({ charger, pollMs }: { charger: FoundCharger; pollMs?: number }) {
  const t = useT();
  const reader = useReader();
  const outfits = Object.fromEntries(
    charger.connectors.map((one) => [
      one.connectorId,
      [plugText(one.type, t), one.maxKw === null ? null : kilowatts(one.maxKw, reader)]
        .filter(Boolean).join(" · "),
    ]),
  );
  return (
    <ChargerNow
      charger={publicView(charger)}
      chargeBoxId={charger.chargeBoxId}
      outfits={outfits}
      pollMs={pollMs}
      words={t.words(WORDS)}
    />
  );
}
