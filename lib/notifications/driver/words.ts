import {
  formatDuration,
  formatEnergy,
  formatMoney,
  type FormatSettings,
  formatTime,
} from "@/components/format.ts";
import { type Language, localeOf } from "@/lib/platform/i18n/languages.ts";
import { type Translate, translator } from "@/lib/platform/i18n/translate.ts";
import { type DriverEvent, type NewsData, newsData } from "./events.ts";

/** One notice in the driver's language; `link` is a path of the drivers' host. */
export interface Words {
  title: string;
  body: string;
  link: string;
  severity: "info" | "success" | "warning" | "error";
}

type Writer<E extends DriverEvent> = (
  data: NewsData[E],
  t: Translate,
  settings: FormatSettings,
) => Words;

const sessionLink = ({ transactionId }: { transactionId: number }) => `/sessions/${transactionId}`;
const place = ({ chargerName, connectorId }: { chargerName: string; connectorId: number }) => ({
  charger: chargerName,
  connector: connectorId,
});

const WRITERS: { [E in DriverEvent]: Writer<E> } = {
  charging_started: (data, t) => ({
    title: t("Charging has started"),
    body: t("{charger}, connector {connector}.", place(data)),
    link: sessionLink(data),
    severity: "info",
  }),
  charging_finished: (data, t, settings) => ({
    title: t("Charging has finished"),
    body: finished(data, t, settings),
    link: sessionLink(data),
    severity: "success",
  }),
  charging_idle: (data, t, settings) => ({
    title: t("Your car takes no more energy"),
    body: t("{energy} at {charger}, connector {connector}. Please make room when you can.", {
      ...place(data),
      energy: formatEnergy(data.energyWh, settings),
    }),
    link: sessionLink(data),
    severity: "info",
  }),
  charger_free: (data, t) => ({
    title: t("{charger} is free again", { charger: data.chargerName }),
    body: t("It is not held for you: the first to plug in charges."),
    link: `/chargers/${encodeURIComponent(data.chargeBoxId)}`,
    severity: "success",
  }),
  reservation_soon: (data, t, settings) => ({
    title: t("Your reservation begins at {time}", {
      time: formatTime(data.startAt, { ...settings, timeZone: data.timeZone }),
    }),
    body: t("{charger}, connector {connector}.", place(data)),
    link: `/reservations/${data.reservationId}`,
    severity: "info",
  }),
  card_lost: (data, t) => ({
    title: t("Your card was reported lost"),
    body: t("{card} charges no more. Was it not you? Tell your operator.", { card: data.cardName }),
    link: `/cards/${data.mappingId}`,
    severity: "warning",
  }),
};

function finished(
  data: NewsData["charging_finished"],
  t: Translate,
  settings: FormatSettings,
): string {
  const values = {
    charger: data.chargerName,
    energy: formatEnergy(data.energyWh, settings),
    duration: formatDuration(data.durationMs, settings),
  };
  if (data.costCents === null || data.currency === null) {
    return t("{energy} in {duration} at {charger}.", values);
  }
  return t("{energy} in {duration} at {charger}, {cost}.", {
    ...values,
    cost: formatMoney(data.costCents, data.currency, settings),
  });
}

/** Says an event in `language`. */
export function wordsOf<E extends DriverEvent>(
  event: E,
  data: NewsData[E],
  language: Language,
): Words {
  return WRITERS[event](data, translator(language), {
    locale: localeOf(language, null),
    timeZone: "UTC",
  });
}

/** Says a notice by the event and facts it was kept with; null where they make no known event. */
export function toldWords(
  told: { event: string; data: unknown } | null,
  language: Language,
): Words | null {
  if (told === null || !Object.hasOwn(newsData, told.event)) return null;
  const event = told.event as DriverEvent; // One of the keys, as just seen.
  const data = newsData[event].safeParse(told.data);
  // Facts and writer belong to the same event, which the compiler cannot follow through the look-up.
  return data.success ? wordsOf(event, data.data as NewsData[typeof event], language) : null;
}
