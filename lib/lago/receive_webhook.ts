import { z } from "zod";
import { lagoWebhookEvents } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { storableJson } from "@/lib/platform/storable_json.ts";
import type { WebhookVerifier } from "./verify_webhook.ts";

export interface ReceiveWebhookInput {
  verify: WebhookVerifier;
  headers: Headers;
  rawBody: Uint8Array;
}

/** `id` is null for a repeat: it is stored already and has no effect. */
export type ReceiveWebhookResult =
  | { status: 200; id: number | null }
  | { status: 400; code: "invalid_json" | "invalid_body" }
  | { status: 401; code: "unauthorized" };

const MAX_KEY = 255;

export const webhookSchema = z.looseObject({
  webhook_type: z.string().min(1).max(200),
  object_type: z.string().min(1).max(200).nullish().catch(null),
});

/**
 * Verifies a webhook and stores it, once per body; the work is done later by
 * `processWebhookEvents`, so the answer is as fast as one insert.
 */
export async function receiveWebhook(
  ctx: Ctx,
  input: ReceiveWebhookInput,
): Promise<ReceiveWebhookResult> {
  if (!await input.verify(input.headers, input.rawBody)) {
    return { status: 401, code: "unauthorized" };
  }
  let json: unknown;
  try {
    json = storableJson(JSON.parse(new TextDecoder().decode(input.rawBody)));
  } catch {
    return { status: 400, code: "invalid_json" };
  }
  const parsed = webhookSchema.safeParse(json);
  if (!parsed.success) return { status: 400, code: "invalid_body" };
  const payload = parsed.data;
  // Repeats of Lago have the same body. Its key is not signed, so it decides nothing.
  const uniqueKey = `body:${sha256Hex(input.rawBody)}`;
  const rows = await ctx.db.insert(lagoWebhookEvents).values({
    uniqueKey,
    eventType: payload.webhook_type,
    objectType: payload.object_type ?? null,
    ...subjectOf(payload, payload.object_type ?? ""),
    payload,
    receivedAt: ctx.clock.now(),
  }).onConflictDoNothing({ target: lagoWebhookEvents.uniqueKey }).returning({
    id: lagoWebhookEvents.id,
  });
  const id = rows[0]?.id ?? null;
  ctx.log.debug("A webhook of Lago arrived.", {
    id,
    lagoKey: input.headers.get("x-lago-unique-key")?.trim().slice(0, MAX_KEY) ?? null,
  });
  return { status: 200, id };
}

/** What the webhook is about, as far as it says. */
function subjectOf(payload: Record<string, unknown>, objectType: string) {
  const object = asRecord(payload[objectType]);
  const customer = asRecord(object.customer);
  const customerId = objectType === "customer" ? object.external_id : undefined;
  const subscriptionId = objectType === "subscription" ? object.external_id : undefined;
  return {
    objectId: textOf(object.lago_id) ?? textOf(object.lago_invoice_id),
    externalCustomerId: textOf(customerId) ?? textOf(object.external_customer_id) ??
      textOf(customer.external_id),
    externalSubscriptionId: textOf(subscriptionId) ?? textOf(object.external_subscription_id),
  };
}

const textOf = (value: unknown) => typeof value === "string" && value !== "" ? value : null;
const asRecord = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === "object" ? value as Record<string, unknown> : {};
