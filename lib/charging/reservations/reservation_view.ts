import { type SQL, sql } from "drizzle-orm";
import { chargers, reservations, userMappings } from "@/db/schema/mod.ts";
import { cardName } from "../driver/own_cards.ts";
import type { ReservationStatus } from "./statuses.ts";

/** A reservation as its driver sees it. */
export interface ReservationView {
  id: number;
  chargeBoxId: string;
  /** The friendly name, else the charge box id. */
  chargerName: string;
  connectorId: number;
  mappingId: number | null;
  ocppTagPk: number | null;
  /** As `cardName` says it. */
  cardName: string;
  startAt: Date;
  endAt: Date;
  status: ReservationStatus;
  /** The station itself keeps other cards away at this moment; false means our calendar alone does. */
  isHeldAtCharger: boolean;
  /** Not begun, not over, not cancelled. */
  canCancel: boolean;
  cancelledAt: Date | null;
  createdAt: Date;
}

/**
 * Whether the station keeps the connector for this reservation, by the newest word in the operation
 * log. Costs nothing for windows of the past.
 */
export function heldCondition(now: Date): SQL<boolean> {
  return sql<boolean>`case when ${reservations.endAt} > ${now.toISOString()}::timestamptz
    and ${reservations.status} <> 'completed' then coalesce((
      select l.result->>'verdict' = 'held' from charger_operation_log l
      where l.charge_box_id = ${reservations.chargeBoxId}
        and l.operation in ('ReserveNow', 'CancelReservation')
        and l.params->>'reservation' = ${reservations.id}::text
        and l.result->>'verdict' in ('held', 'released')
      order by l.id desc limit 1), false) else false end`;
}

/** The columns a view is made from; joins user_mappings and chargers on the left. */
export const viewColumns = (now: Date) => ({
  reservation: reservations,
  chargerName: chargers.friendlyName,
  ocppTagPk: userMappings.steveOcppTagPk,
  driverLabel: userMappings.driverLabel,
  displayName: userMappings.displayName,
  isHeld: heldCondition(now),
});

export interface ViewRow {
  reservation: typeof reservations.$inferSelect;
  chargerName: string | null;
  ocppTagPk: number | null;
  driverLabel: string | null;
  displayName: string | null;
  isHeld: boolean;
}

/** Makes the view of a row at `now`. */
export function describeReservation(row: ViewRow, now: Date): ReservationView {
  const { reservation } = row;
  const { status, startAt, endAt } = reservation;
  return {
    id: reservation.id,
    chargeBoxId: reservation.chargeBoxId,
    chargerName: row.chargerName ?? reservation.chargeBoxId,
    connectorId: reservation.connectorId,
    mappingId: reservation.mappingId,
    ocppTagPk: row.ocppTagPk,
    cardName: cardName({ ...row, steveOcppIdTag: reservation.idTag ?? "" }),
    startAt,
    endAt,
    status,
    isHeldAtCharger: row.isHeld,
    canCancel: (status === "pending" || status === "confirmed") && startAt > now,
    cancelledAt: reservation.cancelledAt,
    createdAt: reservation.createdAt,
  };
}
