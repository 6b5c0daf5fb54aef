export { type ChargerCounts, chargerCounts } from "./charger_counts.ts";
export { isOnline, normalizeStatus, ONLINE_WINDOW_MS, type StatusWord } from "./charger_status.ts";
export { type CustomerScope, customerScope } from "./customer_scope.ts";
export { type DashboardFigures, dashboardFigures } from "./dashboard.ts";
export { decideSession, type SessionDecision, type SteveTransaction } from "./decide_session.ts";
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
