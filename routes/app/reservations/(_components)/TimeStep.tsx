import { Button } from "@/components/Button.tsx";
import { Banner } from "@/components/Banner.tsx";
import { formatDuration } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SelectField } from "@/components/SelectField.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";
import { RESERVATION_WORDS } from "@/islands/customer/reservation_words.ts";
import ReservationCheck from "@/islands/customer/ReservationCheck.tsx";
import { localText } from "@/lib/platform/zoned_time.ts";
import { toAvailabilityJson } from "@/lib/charging/mod.ts";
import type { TimeStepData } from "./load_wizard.ts";
import { DURATIONS, NEW_PATH, wizardHref, type WizardQuery } from "./wizard_query.ts";

const FORM = "reserve";

/** What was wrong with the form that was sent. */
export interface TimeErrors {
  /** Stands at the start field. */
  start?: string;
  /** Stands above the form. */
  form?: string;
}

/** Last step: connector, start and length, with what the calendar says of them. */
export function TimeStep({ data, query, errors }: {
  data: TimeStepData;
  query: WizardQuery;
  errors: TimeErrors;
}) {
  const t = useT();
  const { locale, timeZone, now } = useReader();
  const { charger, card, connectorId, connectorIds, window, availability } = data;
  const minutes = window?.minutes ?? 60;
  const chosen = { charger: charger.chargeBoxId, card: String(card.mappingId) };
  return (
    <div class="space-y-4">
      {errors.form && <Banner kind="error" title={errors.form} />}
      <Chosen data={data} query={query} />
      <form id={FORM} method="post" action={NEW_PATH} class="space-y-4">
        <input type="hidden" name="charger" value={chosen.charger} />
        <input type="hidden" name="card" value={chosen.card} />
        <input type="hidden" name="zone" value={timeZone} />
        <input type="hidden" name="at" value={window?.startAt.toISOString() ?? ""} />
        <div class="grid gap-4 sm:grid-cols-3">
          {connectorIds.length > 1
            ? (
              <SelectField
                name="connector"
                label={t("Connector")}
                value={String(connectorId)}
                options={connectorIds.map((id) => ({ value: String(id), label: String(id) }))}
              />
            )
            : <input type="hidden" name="connector" value={connectorId} />}
          <TextField
            name="start"
            label={t("Start")}
            type="datetime-local"
            required
            min={localText(now, timeZone)}
            value={window?.start ?? query.start}
            error={errors.start}
            hint={t("On the clocks of {zone}", { zone: timeZone })}
          />
          <SelectField
            name="minutes"
            label={t("Duration")}
            value={String(minutes)}
            options={[...new Set([...DURATIONS, minutes])].toSorted((a, b) => a - b)
              .map((each) => ({ value: String(each), label: formatDuration(each * 60_000) }))}
          />
        </div>
        <ReservationCheck
          formId={FORM}
          chargeBoxId={charger.chargeBoxId}
          initial={availability && toAvailabilityJson(availability)}
          takeHref={wizardHref({
            ...chosen,
            connector: String(connectorId),
            minutes: String(minutes),
          })}
          clocks={window?.clocks ?? null}
          shownAt={window?.startAt.toISOString() ?? null}
          locale={locale}
          timeZone={timeZone}
          words={t.words(RESERVATION_WORDS)}
        />
        <div class="flex flex-wrap gap-2 max-sm:flex-col">
          <Button variant="primary">{t("Reserve")}</Button>
          <Button formMethod="get" formAction={NEW_PATH}>{t("Check this time")}</Button>
        </div>
      </form>
    </div>
  );
}

/** What was chosen before, with the way back to each choice. */
function Chosen({ data, query }: { data: TimeStepData; query: WizardQuery }) {
  const t = useT();
  const { charger, card, canChange } = data;
  const change = (href: string, what: string) => (
    <a href={href} class="ml-2 text-sm font-normal underline underline-offset-2">
      {t("Change")}
      <span class="sr-only">{what}</span>
    </a>
  );
  return (
    <KeyValueList
      items={[
        {
          key: t("Charger"),
          value: (
            <>
              {charger.name}
              {canChange.charger &&
                change(wizardHref({ ...query, charger: "", connector: "" }), t("Charger"))}
            </>
          ),
        },
        {
          key: t("Card"),
          value: (
            <>
              {card.name}
              {canChange.card && change(
                wizardHref({ ...query, charger: charger.chargeBoxId, card: "" }),
                t("Card"),
              )}
            </>
          ),
        },
      ]}
    />
  );
}
