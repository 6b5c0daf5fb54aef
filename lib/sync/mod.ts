export {
  getRun,
  listRejects,
  listRuns,
  type SyncRun,
  type SyncRunSegment,
  syncStatus,
  syncSuccess,
} from "./list_runs.ts";
export { runSync, type RunSyncResult, type SyncDeps } from "./run_sync.ts";
export { type SyncSchedule, SyncService } from "./sync_service.ts";
export { triggerSync } from "./trigger_sync.ts";
