import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { formatTime } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { PlugZap, Zap } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import { type OpenStart, startMessage } from "@/lib/charging/mod.ts";
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
 * `/chargers/start`; while a start waits for its car, that stands in its place. Fill it with `loadStart`.
 */
export function StartPanel({ offer, tried }: { offer: StartOffer; tried?: StartTry }) {
  const t = useT();
  const { waiting } = offer;
  const hindrance = hindranceOf(offer);
  const canStart = offer.connectors.some((one) => one.canStart);
  return (
    <SectionCard
      title={t("Start charging")}
      icon={PlugZap}
      accent="green"
      description={offer.charger.name}
    >
      <div
        class="space-y-4"
        data-fresh="start"
        data-again-ms={waiting ? WAITING_MS : STANDING_MS}
      >
        {tried && (
          <Banner kind="error" title={t("The charge did not start")}>{t(tried.error)}</Banner>
        )}
        {waiting
          ? (
            <>
              <Waiting start={waiting} />
              {!hindrance && canStart && (
                <details>
                  <summary class="tap inline-flex cursor-pointer items-center text-sm underline underline-offset-2">
                    {t("Start at another connector")}
                  </summary>
                  <div class="mt-3">
                    <StartForm offer={offer} tried={tried} />
                  </div>
                </details>
              )}
            </>
          )
          : (
            <>
              {hindrance && <Hindered hindrance={hindrance} offer={offer} />}
              <Prices offer={offer} />
              {!hindrance && <StartForm offer={offer} tried={tried} />}
            </>
          )}
      </div>
    </SectionCard>
  );
}

/** How often `KeepFresh` looks without being told, ms: while a start waits, and otherwise. */
const WAITING_MS = 10_000;
const STANDING_MS = 60_000;

/** The start that waits for its car, with the way to follow it. */
function Waiting({ start }: { start: OpenStart }) {
  const t = useT();
  const reader = useReader();
  return (
    <>
      <div>
        <p class="font-medium">
          {start.connectorId === null
            ? t("A start is under way")
            : t("A start is under way at connector {n}", { n: start.connectorId })}
        </p>
        <p class="text-sm text-ink-muted">
          {t(startMessage(start.state))}{" "}
          {t("The charger waits until {time}.", { time: formatTime(start.keptUntil, reader) })}
        </p>
      </div>
      <LinkButton href={`/chargers/starting/${start.id}`} variant="primary" size="lg" wide>
        {t("Follow this start")}
      </LinkButton>
    </>
  );
}

function Prices({ offer }: { offer: StartOffer }) {
  const t = useT();
  const { locale } = useReader();
  const items = priceRows(offer.plan?.tariff ?? null, locale, t).map(({ key, value }) => ({
    key,
    value: <span class="whitespace-nowrap">{value}</span>,
  }));
  return <KeyValueList columns={1} items={items} />;
}

function StartForm({ offer, tried }: { offer: StartOffer; tried?: StartTry }) {
  const t = useT();
  return (
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
  );
}

/** Why nothing can be started; who charges here is led to the session. */
function Hindered({ hindrance, offer }: { hindrance: Hindrance; offer: StartOffer }) {
  const t = useT();
  const own = offer.connectors.find((one) => one.transactionId !== null);
  return (
    <>
      <Banner kind={hindrance.kind} title={t(hindrance.title)}>{t(hindrance.text)}</Banner>
      {own && (
        <LinkButton href={`/sessions/${own.transactionId}`} variant="primary" size="lg" wide>
          {t("Follow this session")}
        </LinkButton>
      )}
    </>
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

const OWN: Hindrance = {
  kind: "info",
  title: msg("You are charging here"),
  text: msg("The session is under way. Its page shows the figures and stops it."),
};

/** Why nothing can be started here now; null when it can. */
function hindranceOf({ charger, connectors, cards, isActive }: StartOffer): Hindrance | null {
  if (!isActive) return VIEW_ONLY;
  if (cards.length === 0) return NO_CARD;
  if (charger.managementMode === "unmanaged") return UNMANAGED;
  const isOwn = connectors.some((one) => one.transactionId !== null);
  const isOpen = connectors.some((one) => one.canStart);
  if (isOwn && !isOpen) return OWN;
  if (!charger.isOnline) return OFFLINE;
  // Without a told status the station itself knows best.
  const isTold = charger.connectors.some((one) => one.rawStatus !== null);
  return isTold && !isOpen ? BUSY : null;
}
