import { Banner } from "@/components/Banner.tsx";
import { formatDuration } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { SelectField } from "@/components/SelectField.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";
import { RESERVATION_WORDS } from "@/islands/customer/reservation_words.ts";
import ReservationCheck from "@/islands/customer/ReservationCheck.tsx";
import {
  HORIZON_MS,
  PAGE_LIMITS,
  toAvailabilityJson,
  WINDOW_REFUSALS,
} from "@/lib/charging/mod.ts";
import { localText } from "@/lib/platform/zoned_time.ts";
import { priceText } from "../../chargers/(_components)/price_text.ts";
import { Chosen } from "./Chosen.tsx";
import { ConnectorField } from "./ConnectorField.tsx";
import type { TimeStepData } from "./load_wizard.ts";
import { DURATIONS, minutesOf, NEW_PATH, wizardHref, type WizardQuery } from "./wizard_query.ts";

const FORM = "reserve";

/** What was wrong with the form that was sent. */
export interface TimeErrors {
  /** Stand at their fields. */
  start?: string;
  minutes?: string;
  /** Stands above the form. */
  form?: string;
}

/** Last step: connector, start and length, with what the calendar says of them. */
export function TimeStep({ data, query, errors, isReadOnly }: {
  data: TimeStepData;
  query: WizardQuery;
  errors: TimeErrors;
  isReadOnly: boolean;
}) {
  const t = useT();
  const reader = useReader();
  const { locale, timeZone } = reader;
  const { charger, card, connectorId, window, availability } = data;
  const chosen = { charger: charger.chargeBoxId, card: String(card.mappingId) };
  return (
    <div class="space-y-4">
      {errors.form && <Banner kind="error" title={errors.form} />}
      <Chosen data={data} query={query} formId={FORM} />
      <form id={FORM} method="post" action={NEW_PATH} class="space-y-4">
        <input type="hidden" name="charger" value={chosen.charger} />
        <input type="hidden" name="card" value={chosen.card} />
        <input type="hidden" name="zone" value={timeZone} />
        <input type="hidden" name="at" value={window?.startAt.toISOString() ?? ""} />
        {charger.connectors.length > 1
          ? <ConnectorField connectors={charger.connectors} connectorId={connectorId} />
          : <input type="hidden" name="connector" value={connectorId} />}
        <TimeFields
          start={window?.start ?? query.start}
          minutes={minutesOf(query)}
          errors={errors}
        />
        <ReservationCheck
          formId={FORM}
          chargeBoxId={charger.chargeBoxId}
          connectorId={connectorId}
          path={NEW_PATH}
          initial={availability && toAvailabilityJson(availability)}
          initialSpan={window && {
            startAt: window.startAt.toISOString(),
            endAt: window.endAt.toISOString(),
          }}
          takeHref={wizardHref({
            ...chosen,
            minutes: String(minutesOf(query)),
          })}
          clocks={window?.clocks ?? null}
          cardName={card.name}
          price={data.price && priceText(data.price, t, reader)}
          canReserve={!isReadOnly}
          locale={locale}
          timeZone={timeZone}
          words={t.words(RESERVATION_WORDS)}
          refusals={Object.fromEntries(
            Object.entries(WINDOW_REFUSALS).map(([refusal, text]) => [refusal, t(text)]),
          )}
        />
      </form>
    </div>
  );
}

function TimeFields({ start, minutes, errors }: {
  start: string;
  minutes: number;
  errors: TimeErrors;
}) {
  const t = useT();
  const reader = useReader();
  const { timeZone, now } = reader;
  const fromNow = (ms: number) => localText(new Date(now.getTime() + ms), timeZone);
  return (
    <div class="grid gap-4 sm:grid-cols-2">
      <TextField
        name="start"
        label={t("Start")}
        type="datetime-local"
        required
        min={fromNow(-PAGE_LIMITS.graceMs)}
        max={fromNow(HORIZON_MS)}
        value={start}
        error={errors.start}
        hint={t("On the clocks of {zone}", { zone: timeZone })}
      />
      <SelectField
        name="minutes"
        label={t("Duration")}
        value={String(minutes)}
        error={errors.minutes}
        options={[...new Set([...DURATIONS, minutes])].toSorted((a, b) => a - b)
          .map((each) => ({ value: String(each), label: formatDuration(each * 60_000, reader) }))}
      />
    </div>
  );
}
