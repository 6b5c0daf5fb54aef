import { msg } from "@/lib/platform/i18n/say.ts";

/** Texts of the islands PasskeySignIn and PasskeyAdd. */
export const PASSKEY_WORDS = [
  msg("Sign in with a passkey"),
  msg("Add a passkey"),
  msg("Name of this passkey"),
  msg("For example: my phone"),
  msg("Waiting for your device…"),
  msg("The passkey was not used. Try again, or sign in another way."),
  msg("This passkey was not accepted."),
  msg("No passkey was added."),
  msg("This device holds a passkey of yours already."),
  msg("Too many requests. Try again in a minute."),
  msg("You are signed out. Sign in and try again."),
  msg("You signed in with a card. To add a passkey, sign in by mail first."),
  msg("You have many passkeys already. Remove one first."),
  msg("This browser does not know passkeys."),
] as const;
