import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

/** Whoever tapped a card learns that a browser was signed in by it, in case they only meant to charge. */
export function tellSignIn(tx: Ctx, { userId }: { userId: string }): Promise<void> {
  return raiseNotification(tx, {
    audience: "customer",
    userId,
    severity: "info",
    source: "sign-in",
    title: msg("A browser was signed in with your card"),
    body: msg("Was this not you? Tell your operator, who can end the session."),
    link: "/account",
  });
}

/** The customer learns that somebody looked (spec 2.7). */
export function tellViewed(tx: Ctx, userId: string): Promise<void> {
  return raiseNotification(tx, {
    audience: "customer",
    userId,
    severity: "info",
    source: "impersonation",
    title: msg("An administrator viewed your account"),
    body: msg("They see what you see, for at most an hour, and cannot change anything."),
  });
}
