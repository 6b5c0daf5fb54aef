import { z } from "zod";
import type { Ctx } from "@/lib/platform/context.ts";
import { reasonOf } from "./pages.ts";
import * as readModels from "./read_models.ts";
import {
  customerSchema,
  invoiceSchema,
  metricSchema,
  planSchema,
  subscriptionSchema,
  walletSchema,
} from "./schemas.ts";

export interface RefusedUsage {
  transactionId: string;
  /** Lago's code, e.g. `invalid_code`. */
  code: string;
}

export interface WebhookCallbacks {
  /** Usage that Lago took and found wrong afterwards; part of the webhook's transaction. */
  onUsageRefused: (ctx: Ctx, refused: RefusedUsage[]) => Promise<void>;
}

/** A payload that will never be understood: trying again is no use. */
export class UnreadablePayload extends Error {}

type Handler = (ctx: Ctx, object: unknown, callbacks: WebhookCallbacks) => Promise<void>;

/** What is done with a webhook, by the key of its object. Other objects are stored only. */
const HANDLERS: Record<string, Handler> = {
  async invoice(ctx, object) {
    const invoice = read(invoiceSchema, object);
    await readModels.saveInvoices(ctx, [invoice]);
    await ctx.events.publish(ctx.db, "invoice.changed", {
      externalCustomerId: invoice.externalCustomerId,
    });
  },
  subscription: (ctx, object) =>
    readModels.saveSubscriptions(ctx, [read(subscriptionSchema, object)]),
  customer: (ctx, object) => readModels.saveCustomers(ctx, [read(customerSchema, object)]),
  wallet: (ctx, object) => readModels.saveWallets(ctx, [read(walletSchema, object)]),
  plan: (ctx, object) => readModels.savePlans(ctx, [read(planSchema, object)]),
  billable_metric: (ctx, object) =>
    readModels.saveBillableMetrics(ctx, [read(metricSchema, object)]),
  event_error: (ctx, object, callbacks) => tellRefused(ctx, refusedEvent(object), callbacks),
  events_errors: (ctx, object, callbacks) => tellRefused(ctx, refusedEvents(object), callbacks),
};

/** Applies one webhook. @returns false when nothing is done with its type */
export async function applyWebhook(
  ctx: Ctx,
  payload: Record<string, unknown>,
  callbacks: WebhookCallbacks,
): Promise<boolean> {
  const objectType = String(payload.object_type ?? "");
  const handler = Object.hasOwn(HANDLERS, objectType) ? HANDLERS[objectType] : undefined;
  // What was deleted in Lago is kept here for the history of pages.
  if (!handler || String(payload.webhook_type).endsWith(".deleted")) return false;
  await handler(ctx, payload[objectType], callbacks);
  return true;
}

function read<T>(schema: z.ZodType<T>, object: unknown): T {
  const parsed = schema.safeParse(object);
  if (parsed.success) return parsed.data;
  throw new UnreadablePayload(`The payload cannot be used: ${reasonOf(parsed.error)}`);
}

async function tellRefused(ctx: Ctx, refused: RefusedUsage[], callbacks: WebhookCallbacks) {
  // A repeat is not a refusal: the event is in Lago.
  const real = refused.filter((one) => one.code !== "value_already_exist");
  if (real.length > 0) await callbacks.onUsageRefused(ctx, real);
}

const named = z.object({ transaction_id: z.string().min(1) });
const eventErrorSchema = z.looseObject({
  error: z.unknown().optional(),
  error_code: z.unknown().optional(),
  error_details: z.unknown().optional(),
  event: z.unknown().optional(),
  input_params: z.unknown().optional(),
});

/** `event_error`: the event stands under one of several keys, depending on Lago's version. */
function refusedEvent(object: unknown): RefusedUsage[] {
  const body = eventErrorSchema.safeParse(object).data;
  if (!body) throw new UnreadablePayload("The payload names no event.");
  const params = body.input_params as { event?: unknown } | null | undefined;
  const candidates = [body.event, params, params?.event, body];
  const found = candidates.map((one) => named.safeParse(one).data).find((one) => one !== undefined);
  if (!found) throw new UnreadablePayload("The payload names no event.");
  const { transaction_id: transactionId } = found;
  const reason = body.error_details ?? body.error ?? body.error_code;
  return [{ transactionId, code: codeOf(reason, transactionId) }];
}

/** Lists of transaction ids by code. */
function refusedEvents(object: unknown): RefusedUsage[] {
  const body = z.record(z.string(), z.unknown()).safeParse(object).data ?? {};
  return Object.entries(body).flatMap(([code, ids]) =>
    Array.isArray(ids)
      ? ids.filter((id) => typeof id === "string").map((transactionId) => ({ transactionId, code }))
      : []
  );
}

/** Either a code, or fields with their codes, or codes with the ids that they are about. */
function codeOf(error: unknown, transactionId: string): string {
  if (typeof error === "string" && error !== "") return error;
  if (Array.isArray(error)) return codeOf(error[0], transactionId);
  if (error === null || typeof error !== "object") return "refused";
  const [key, inner] = Object.entries(error)[0] ?? ["refused", null];
  const code = codeOf(inner, transactionId);
  return code === transactionId || code === "refused" ? key : code;
}
