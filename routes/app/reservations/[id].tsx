import { page } from "fresh";
import { Button } from "@/components/Button.tsx";
import {
  formatDate,
  formatDateTime,
  formatDuration,
  type FormatSettings,
  formatTime,
} from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { CalendarPlus, MapPin } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import {
  cancelReservation,
  customerScope,
  getReservation,
  isLiveStatus,
  type ReservationView,
} from "@/lib/charging/mod.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../(_components)/see_other.ts";
import { HoldNote } from "./(_components)/HoldNote.tsx";
import { idOf } from "./(_components)/wizard_query.ts";

export default define.page<typeof handler>(function ReservationPage({ data }) {
  const { reservation, asksToCancel, isReadOnly } = data;
  return (
    <>
      <Heading reservation={reservation} canChange={!isReadOnly && !asksToCancel} />
      {asksToCancel && reservation.canCancel && <ConfirmCancel reservation={reservation} />}
      <Tiles reservation={reservation} />
      <HoldNote reservation={reservation} />
    </>
  );
});

function Heading(
  { reservation, canChange }: { reservation: ReservationView; canChange: boolean },
) {
  const t = useT();
  const { id, status, canCancel, chargeBoxId } = reservation;
  return (
    <div class="flex flex-wrap items-center justify-between gap-3">
      <StatusPill kind="reservation" status={status} />
      <div class="flex flex-wrap gap-2">
        {isLiveStatus(status) && (
          <LinkButton href={`/reservations/${id}/calendar.ics`} download={`reservation-${id}.ics`}>
            <CalendarPlus size={18} aria-hidden="true" />
            {t("Add to calendar")}
          </LinkButton>
        )}
        {isLiveStatus(status) && (
          <LinkButton href={`/chargers/${encodeURIComponent(chargeBoxId)}`}>
            <MapPin size={18} aria-hidden="true" />
            {t("The charger and the way there")}
          </LinkButton>
        )}
        {canChange && canCancel && (
          <LinkButton href={`/reservations/${id}?cancel=ask`}>{t("Cancel reservation")}</LinkButton>
        )}
      </div>
    </div>
  );
}

/** Of its own: a button "Cancel" that keeps the reservation would be misread. */
function ConfirmCancel({ reservation: { id } }: { reservation: ReservationView }) {
  const t = useT();
  return (
    <SectionCard title={t("Cancel this reservation?")} accent="rose">
      <form method="post" action={`/reservations/${id}`} class="space-y-4">
        <p class="text-sm text-ink-muted">
          {t("The connector is free for others at once. A running charge goes on.")}
        </p>
        <div class="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse">
          <LinkButton href={`/reservations/${id}`}>{t("Keep it")}</LinkButton>
          <Button variant="destructive">{t("Cancel reservation")}</Button>
        </div>
      </form>
    </SectionCard>
  );
}

function Tiles({ reservation }: { reservation: ReservationView }) {
  const t = useT();
  const reader = useReader();
  const { startAt, endAt, chargerName, connectorId, cardName, cancelledAt } = reservation;
  return (
    <StatStrip
      label={t("The reservation")}
      metrics={[
        { label: t("Date"), value: formatDate(startAt, reader) },
        {
          label: t("Time"),
          value: timesOf(startAt, endAt, reader),
          note: t("On the clocks of {zone}", { zone: reader.timeZone }),
        },
        {
          label: t("Duration"),
          value: formatDuration(endAt.getTime() - startAt.getTime(), reader),
        },
        {
          label: t("Charger"),
          value: chargerName,
          note: t("Connector {connector}", { connector: connectorId }),
        },
        { label: t("Card"), value: cardName },
        ...(cancelledAt
          ? [{
            label: t("Cancelled"),
            value: formatTime(cancelledAt, reader),
            note: formatDate(cancelledAt, reader),
          }]
          : []),
      ]}
    />
  );
}

/** "10:00 – 11:00"; the day too where it ends on another one. */
function timesOf(startAt: Date, endAt: Date, reader: FormatSettings): string {
  const isOneDay = formatDate(startAt, reader) === formatDate(endAt, reader);
  const end = isOneDay ? formatTime(endAt, reader) : formatDateTime(endAt, reader);
  return `${formatTime(startAt, reader)} – ${end}`;
}

function readId(text: string): number {
  const id = idOf(text);
  if (id === null) throw notFound(msg("Reservation not found"));
  return id;
}

export const handler = define.handlers({
  async GET({ params, state, url }) {
    const id = readId(params.id);
    const scope = await customerScope(state.ctx, state.session!.userId);
    const reservation = await getReservation(state.ctx, { id, scope });
    const { actor } = state.ctx;
    state.title = translator(state.language)("Reservation #{id}", { id });
    return page({
      reservation,
      asksToCancel: url.searchParams.get("cancel") === "ask",
      isReadOnly: actor.kind === "user" && actor.impersonatedBy !== undefined,
    });
  },
  async POST({ params, state }) {
    refuseImpersonatedWrite(state);
    const id = readId(params.id);
    const t = translator(state.language);
    const scope = await customerScope(state.ctx, state.session!.userId);
    const { status } = await cancelReservation(state.ctx, {
      id,
      scope,
      steve: state.services.steve,
    });
    return seeOther(
      state,
      `/reservations/${id}`,
      status === "cancelled"
        ? { tone: "success", text: t("The reservation is cancelled.") }
        : { tone: "info", text: t("The reservation is over already.") },
    );
  },
});
