import { DateTime } from "@/components/DateTime.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { CalendarClock } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import type { ReservationView } from "@/lib/charging/mod.ts";

/**
 * The reservation that comes next, for the home page. `next` is what `nextReservation` found, or
 * "failed" when it could not be read; `canReserve` is false in view-only mode.
 */
export function NextReservation({ next, canReserve }: {
  next: ReservationView | null | "failed";
  canReserve: boolean;
}) {
  const t = useT();
  return (
    <SectionCard
      title={t("Next reservation")}
      icon={CalendarClock}
      actions={
        <a href="/reservations" class="text-sm underline underline-offset-2">
          {t("All reservations")}
        </a>
      }
    >
      {next === "failed"
        ? (
          <ErrorState title={t("Your reservations could not be read")}>
            {t("Reload to try again.")}
          </ErrorState>
        )
        : next
        ? <Coming next={next} />
        : (
          <div class="flex flex-wrap items-center justify-between gap-3">
            <p class="text-ink-muted">{t("Nothing is reserved")}</p>
            {canReserve && (
              <LinkButton href="/reservations/new">{t("Reserve a charger")}</LinkButton>
            )}
          </div>
        )}
    </SectionCard>
  );
}

function Coming({ next }: { next: ReservationView }) {
  const t = useT();
  return (
    <div class="flex flex-wrap items-center justify-between gap-3">
      <div class="min-w-0">
        <p class="font-medium">
          <DateTime at={next.startAt} /> – <DateTime at={next.endAt} show="time" />
        </p>
        <p class="truncate text-sm text-ink-muted">
          {t("{charger}, connector {connector}", {
            charger: next.chargerName,
            connector: next.connectorId,
          })}
        </p>
      </div>
      <div class="flex items-center gap-3">
        <StatusPill kind="reservation" status={next.status} />
        <LinkButton href={`/reservations/${next.id}`} size="sm">{t("Open")}</LinkButton>
      </div>
    </div>
  );
}
