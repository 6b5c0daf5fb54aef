import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { useReader } from "@/components/format_context.ts";
import { PlugZap, Zap } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { StartOffer } from "./load_start.ts";
import { priceRows } from "./price_rows.ts";
import { CardChoice, ConnectorChoice } from "./StartChoices.tsx";

/** What a start panel had chosen, and why it did not work: for showing it again. */
export interface StartTry {
  connectorId: number | null;
  cardId: number | null;
  /** English, marked for translation. */
  error: string;
}

/**
 * Starts a charge at one charger: connector, card, price, and one button. A plain form that posts to
 * `/chargers/start`. Fill it with `loadStart`.
 */
export function StartPanel({ offer, tried }: { offer: StartOffer; tried?: StartTry }) {
  const t = useT();
  const { locale } = useReader();
  const hindrance = hindranceOf(offer);
  return (
    <SectionCard
      title={t("Start charging")}
      icon={PlugZap}
      accent="green"
      description={offer.charger.name}
    >
      <div class="space-y-4">
        {tried && (
          <Banner kind="error" title={t("The charge did not start")}>{t(tried.error)}</Banner>
        )}
        {hindrance && (
          <Banner kind={hindrance.kind} title={t(hindrance.title)}>{t(hindrance.text)}</Banner>
        )}
        <KeyValueList columns={1} items={priceRows(offer.plan?.tariff ?? null, locale, t)} />
        {!hindrance && (
          <form method="post" action="/chargers/start" class="space-y-4">
            <input type="hidden" name="chargeBoxId" value={offer.charger.chargeBoxId} />
            <ConnectorChoice offer={offer} chosen={tried?.connectorId ?? null} />
            <CardChoice offer={offer} chosen={tried?.cardId ?? null} />
            <Button variant="primary" size="lg" wide disabled={offer.isReadOnly}>
              <Zap size={18} aria-hidden="true" />
              {t("Start charging")}
            </Button>
            <p class="text-center text-sm text-ink-muted">
              {offer.isReadOnly
                ? t("You are viewing as this driver: nothing can be started.")
                : t("You can plug in before or after.")}
            </p>
          </form>
        )}
      </div>
    </SectionCard>
  );
}

interface Hindrance {
  kind: "info" | "warning";
  title: string;
  text: string;
}

const VIEW_ONLY: Hindrance = {
  kind: "info",
  title: msg("Account in view-only mode"),
  text: msg("None of your cards is active. Your history and invoices stay readable."),
};
const NO_CARD: Hindrance = {
  kind: "info",
  title: msg("No active card on file"),
  text: msg("A charge needs a card. Ask your operator to link one to your account."),
};
const UNMANAGED: Hindrance = {
  kind: "info",
  title: msg("Start at the charger"),
  text: msg("This charger cannot be started from here."),
};
const OFFLINE: Hindrance = {
  kind: "warning",
  title: msg("Charger offline"),
  text: msg(
    "It cannot be started from here now. Try your card at the charger, or another charger.",
  ),
};
const BUSY: Hindrance = {
  kind: "warning",
  title: msg("No connector is free"),
  text: msg("Every connector of this charger is in use, reserved or out of service."),
};

/** Why nothing can be started here now; null when it can. */
function hindranceOf({ charger, open, cards, isActive }: StartOffer): Hindrance | null {
  if (!isActive) return VIEW_ONLY;
  if (cards.length === 0) return NO_CARD;
  if (charger.managementMode === "unmanaged") return UNMANAGED;
  if (!charger.isOnline) return OFFLINE;
  // Without a told status the station itself knows best.
  const isTold = charger.connectors.some((one) => one.rawStatus !== null);
  return isTold && open.length === 0 ? BUSY : null;
}
