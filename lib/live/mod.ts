/**
 * What open pages follow: feeds of live changes, and the read models of the operators' first pages.
 * @module
 */
export { adminFeed, type FeedServices } from "./admin_feed.ts";
export {
  type AdminMessage,
  type AdminMessages,
  type LogTick,
  type RunTick,
  runTick,
  type ScheduleTick,
  scheduleTick,
  type SegmentTick,
  type SessionTick,
  sessionTick,
} from "./admin_messages.ts";
export { energyByDay, type EnergyDay } from "./energy_by_day.ts";
export { Feed, type FeedItem, type FeedListener, type FeedOptions } from "./feed.ts";
export { type HeldReason, heldUsage, openRejects } from "./held_usage.ts";
export { archiveNotice, markNoticesRead } from "./notices.ts";
export {
  type ChargerTick,
  customerFeed,
  type CustomerMessages,
  driverSnapshot,
  forDriver,
} from "./customer_feed.ts";
export { type StartTick, startTick } from "./start_tick.ts";
export { sessionStream, type SessionStreamOptions } from "./session_stream.ts";
