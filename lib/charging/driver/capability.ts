import { forbidden } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { CustomerScope } from "../customer_scope.ts";

/** What an account may do beyond reading (spec 2.6). */
export type CustomerCapability = "start" | "stop" | "reserve";

/**
 * Lets an active account pass.
 * @throws AppError `forbidden` naming the capability when every card of the account is unlinked
 */
export function requireCapability(scope: CustomerScope, capability: CustomerCapability): void {
  if (scope.isActive) return;
  throw forbidden(msg("Account inactive"), {
    code: "account_inactive",
    details: { capability },
  });
}
