export { type Carbon, carbonOf } from "./carbon.ts";
export * from "./finding/mod.ts";
export type { UsageFigures } from "./usage_sums.ts";
export {
  type UsageSplit,
  type UsageYear,
  usageYear,
  usageYears,
  type YearMonth,
} from "./usage_year.ts";
export { type ChargerCounts, chargerCounts } from "./charger_counts.ts";
export { isOnline, normalizeStatus, ONLINE_WINDOW_MS, type StatusWord } from "./charger_status.ts";
export { type CustomerScope, customerScope } from "./customer_scope.ts";
export { type DashboardFigures, dashboardFigures } from "./dashboard.ts";
export { decideSession, type SessionDecision, type SteveTransaction } from "./decide_session.ts";
export {
  addFavourite,
  type ChargerMark,
  favouritesOf,
  removeFavourite,
} from "./driver_favourites/favourite_charger.ts";
export { freeChargers } from "./driver_favourites/free_chargers.ts";
export {
  unwatchCharger,
  type Watch,
  WATCH_MS,
  watchCharger,
  watchesOf,
} from "./driver_favourites/watch_charger.ts";
export {
  type DriverPlan,
  driverPlan,
  type DriverUsage,
  driverUsage,
  type UsagePeriod,
} from "./driver_usage.ts";
export { getCharger } from "./get_charger.ts";
export { getSession, type GetSessionInput } from "./get_session.ts";
export { linkCard, type LinkCardInput } from "./link_card.ts";
export { type CardView, listCards, type ListCardsInput } from "./list_cards.ts";
export {
  type ChargerView,
  type ConnectorView,
  listChargers,
  type ListChargersInput,
} from "./list_chargers.ts";
export {
  COUNT_CAP,
  countLabel,
  countSessions,
  listSessions,
  type ListSessionsInput,
  type SessionCursor,
  type SessionFilter,
  type SessionPage,
} from "./list_sessions.ts";
export {
  findTapCharger,
  listTapTargets,
  type ListTapTargetsInput,
  type TapTarget,
} from "./list_tap_targets.ts";
export {
  type LiveSession,
  liveSessions,
  type LiveSessionsInput,
  liveSnapshot,
} from "./live_sessions.ts";
export { type IngestResult, MeterIngest, type MeterIngestOptions } from "./meter_ingest.ts";
export { type MeterReading } from "./meter_reading.ts";
export { type PreAuthorizeInput, PreAuthorizer, type PreAuthorizeResult } from "./pre_authorize.ts";
export { priceSessions, unpricedSessions } from "./price_sessions.ts";
export {
  type ConnectorRecord,
  recordChargers,
  type RecordChargersResult,
  type StationRecord,
} from "./record_chargers.ts";
export {
  type Availability,
  type AvailabilityInput,
  checkAvailability,
  type Conflict,
  FREE_WINDOW,
} from "./reservations/availability.ts";
export { type CalendarEntry, calendarFile } from "./reservations/calendar_file.ts";
export { cancelFutureOfCustomer, cancelReservation } from "./reservations/cancel_reservation.ts";
export {
  createReservation,
  type CreateReservationInput,
  ReservationConflict,
} from "./reservations/create_reservation.ts";
export { getReservation } from "./reservations/get_reservation.ts";
export {
  listReservations,
  type ListReservationsInput,
  nextReservation,
  type ReservationPage,
} from "./reservations/list_reservations.ts";
export { type ReservableCard, reservableCards } from "./reservations/reservable_cards.ts";
export type { ReservationView } from "./reservations/reservation_view.ts";
export { resolveReservations, type ResolveResult } from "./reservations/resolve_reservations.ts";
export {
  cardOf,
  conflictJson,
  createReservationBody,
  reservationJson,
  reservationWindow,
  toAvailabilityJson,
  toReservationJson,
  windowJson,
} from "./reservations/schemas.ts";
export {
  isLiveStatus,
  LIVE_STATUSES,
  parseStatuses,
  RESERVATION_STATUSES,
  type ReservationStatus,
} from "./reservations/statuses.ts";
export {
  HORIZON_MS,
  PAGE_LIMITS,
  WINDOW_REFUSALS,
  type WindowRefusal,
} from "./reservations/window_refusal.ts";
export { reviewSessions, reviewSilentSessions } from "./review_sessions.ts";
export { type SessionCost, sessionCosts } from "./session_costs.ts";
export { CURVE_POINTS, type CurvePoint, sessionCurve } from "./session_curve.ts";
export {
  FLAG_TEXTS,
  inspectSession,
  isPlausibleEnergy,
  SESSION_FLAGS,
  type SessionFlag,
  type SessionRow,
  setSessionFlags,
  STUCK_MS,
} from "./session_flags.ts";
export { type SessionStats, sessionStats, type SessionStatsInput } from "./session_stats.ts";
export { describeSession, durationMsOf, isLive, type SessionView } from "./session_view.ts";
export { type Price, priceEnergy, type PriceLine } from "./tariff.ts";
export { tariffFromPlan } from "./tariff_from_plan.ts";
export {
  type RefusedTransaction,
  upsertSessions,
  type UpsertSessionsResult,
} from "./upsert_sessions.ts";
export { type CustomerCapability, requireCapability } from "./driver/capability.ts";
export { type CostSoFar, costsSoFar } from "./driver/costs_so_far.ts";
export {
  type DriverConnector,
  driverConnectors,
  type DriverConnectorState,
} from "./driver/driver_connectors.ts";
export { type CardStats, getOwnCard, type OwnCardPage } from "./driver/get_own_card.ts";
export { listOwnCards, type OwnCardsInput } from "./driver/list_own_cards.ts";
export {
  type OperationProgress,
  operationProgress,
  type ProgressState,
  startMessage,
} from "./driver/operation_progress.ts";
export { type OpenStart, openStarts } from "./driver/open_starts.ts";
export {
  type CardState,
  listOwnCardNames,
  type OwnCard,
  type OwnCardName,
  ownCards,
} from "./driver/own_cards.ts";
export { connectorsHeldFor } from "./driver/own_reservations.ts";
export { ownSessionsAt } from "./driver/own_use.ts";
export { type RemoteStart, remoteStart, type RemoteStartInput } from "./driver/remote_start.ts";
export { CARD_TEXT_MAX, renameCard, type RenameCardInput } from "./driver/rename_card.ts";
export {
  type LostCard,
  REASON_MAX,
  reportCardLost,
  type ReportCardLostInput,
} from "./driver/report_card_lost.ts";
export { type SessionStop, sessionStop, type SessionStopInput } from "./driver/session_stop.ts";
export { stopProgress } from "./driver/stop_progress.ts";
