export { type RaiseNotification, raiseNotification } from "./raise_notification.ts";
export { listNotifications, unreadCount } from "./list_notifications.ts";
export { type Choice, type Choices, choices, setChoice, setChoices } from "./driver/choices.ts";
export { DriverNews, type DriverNewsOptions } from "./driver/driver_news.ts";
export {
  type Channel,
  CHANNELS,
  DRIVER_EVENTS,
  type DriverEvent,
  type NewsData,
} from "./driver/events.ts";
export { findNews } from "./driver/find_news.ts";
export { type FreeChargers } from "./driver/finding/watch_news.ts";
export {
  type DriverNotice,
  myNotices,
  myUnread,
  readNotice,
  readNotices,
} from "./driver/my_notices.ts";
export { PushSender, type PushSenderOptions } from "./driver/push/push_sender.ts";
export {
  browserPrints,
  type SubscribeBrowser,
  subscribeBrowser,
  unsubscribeBrowser,
} from "./driver/push/subscriptions.ts";
export { vapidKeys } from "./driver/push/vapid_keys.ts";
export { type TellDriver, tellDriver } from "./driver/tell_driver.ts";
export { type Way, waysToTell } from "./driver/ways_to_tell.ts";
export { tryPush } from "./driver/try_push.ts";
