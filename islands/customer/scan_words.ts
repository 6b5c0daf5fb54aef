import { msg } from "@/lib/platform/i18n/say.ts";

/** Texts of the island ScanSignIn. */
export const SCAN_WORDS = [
  msg("Charger"),
  msg("Choose a charger"),
  msg("Sign in with my card"),
  msg("Asking the charger…"),
  msg("Hold your card against the reader of {charger}."),
  msg("This tap signs you in. It does not start charging."),
  msg("Time left"),
  msg("{seconds} s"),
  msg("Cancel"),
  msg("Card read. Signing in…"),
  msg("The time is over. Start again when you stand at the charger."),
  msg("This card cannot sign in. Ask your operator to link it."),
  msg("This charger is not connected at the moment. Choose another."),
  msg("Somebody else is signing in at this charger. Try again in a minute."),
  msg("Too many requests. Try again in a minute."),
  msg("That did not work. Check your connection and try again."),
] as const;
