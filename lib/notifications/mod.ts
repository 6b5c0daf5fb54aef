export { type RaiseNotification, raiseNotification } from "./raise_notification.ts";
export { listNotifications, unreadCount } from "./list_notifications.ts";
