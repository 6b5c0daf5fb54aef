import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Lago } from "../lago.ts";
import type { Customer } from "../store/kinds.ts";
import { settingOr } from "../store/database.ts";

export const PORTAL_PATH = "/customer-portal/";
/** Lago's links end after twelve hours. */
const VALID_MS = 12 * 3_600_000;

/** A signed address of the customer's portal; whoever has it is let in until it ends. */
export function portalLink(lago: Lago, customer: Customer): string {
  const facts = `${lago.now() + VALID_MS} ${customer.lago_id} ${lago.id()}`;
  const claim = Buffer.from(facts).toString("base64url");
  return `${lago.apiUrl}${PORTAL_PATH}${claim}.${sign(lago, claim).toString("base64url")}`;
}

/** The customer a token was made for; undefined when it was not made here, has ended, or they are gone. */
export function portalCustomer(lago: Lago, token: string): Customer | undefined {
  const [claim, given] = token.split(".");
  if (!claim || !given) return undefined;
  const [wanted, signature] = [sign(lago, claim), Buffer.from(given, "base64url")];
  if (wanted.length !== signature.length || !timingSafeEqual(wanted, signature)) return undefined;
  const [endsMs, id] = Buffer.from(claim, "base64url").toString().split(" ");
  return Number(endsMs) > lago.now() ? lago.docs.get("customer", id) : undefined;
}

function sign(lago: Lago, claim: string): Buffer {
  const key = settingOr(lago.db, "portal_key", () => randomBytes(32).toString("base64url"));
  return createHmac("sha256", key).update(claim).digest();
}
