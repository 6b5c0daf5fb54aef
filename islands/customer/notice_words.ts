import { msg, type Words } from "@/lib/platform/i18n/say.ts";

/** What the bell says. */
export const BELL_WORDS = [
  msg("Notifications"),
  msg("Notifications, one unread"),
  msg("Notifications, {n} unread"),
] as const;
export type BellWords = Words<typeof BELL_WORDS>;

/** What the switch of push messages says. */
export const PUSH_WORDS = [
  msg("Push messages in this browser"),
  msg("Looking…"),
  msg("On: this browser shows your messages, even while it is closed."),
  msg("Off: this browser shows no messages."),
  msg("Turn on"),
  msg("Turn off"),
  msg("This browser cannot show push messages."),
  msg("On an iPhone or iPad, add this site to the Home Screen first and open it from there."),
  msg(
    "You blocked messages of this site. Allow them in the browser's settings for this site, then come back.",
  ),
  msg("It did not work. Check your connection and try again."),
] as const;
export type PushWords = Words<typeof PUSH_WORDS>;

/** What the offer to install says. */
export const INSTALL_WORDS = [
  msg("Keep Polaris Express at hand"),
  msg(
    "Install it as an app: it opens from your home screen and can tell you when your car is full.",
  ),
  msg("In Safari, press Share and then “Add to Home Screen”."),
  msg("Install"),
  msg("Not now"),
] as const;
export type InstallWords = Words<typeof INSTALL_WORDS>;
