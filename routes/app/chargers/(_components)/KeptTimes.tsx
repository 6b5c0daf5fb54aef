import { DateTime } from "@/components/DateTime.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { CalendarClock } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { KeptTime } from "@/lib/charging/mod.ts";

/** When the charger is kept for somebody today; never for whom. */
export function KeptTimes({ times }: { times: KeptTime[] | null }) {
  const t = useT();
  return (
    <SectionCard title={t("Reserved today")} icon={CalendarClock}>
      {times === null && (
        <ErrorState title={t("The reservations could not be read")}>
          {t("Reload to try again.")}
        </ErrorState>
      )}
      {times?.length === 0 && (
        <p class="text-sm text-ink-muted">{t("Nothing is reserved here today.")}</p>
      )}
      {times && times.length > 0 && (
        <ul class="divide-y divide-border-subtle text-sm">
          {times.map(({ connectorId, startAt, endAt }) => (
            <li
              key={`${connectorId}-${startAt.getTime()}`}
              class="flex justify-between gap-4 py-2"
            >
              <span class="text-ink-muted">{t("Connector {n}", { n: connectorId })}</span>
              <span class="font-medium">
                <DateTime at={startAt} show="time" /> – <DateTime at={endAt} show="time" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
