import { DateTime } from "@/components/DateTime.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { CalendarClock } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { KeptTime } from "@/lib/charging/mod.ts";

/** When the charger is kept for somebody today; never for whom. `reserveHref` is null where this driver cannot reserve. */
export function KeptTimes({ times, reserveHref }: {
  times: KeptTime[] | null;
  reserveHref: string | null;
}) {
  const t = useT();
  return (
    <SectionCard
      title={t("Reserved today")}
      icon={CalendarClock}
      actions={reserveHref && <LinkButton href={reserveHref}>{t("Reserve a time")}</LinkButton>}
    >
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
