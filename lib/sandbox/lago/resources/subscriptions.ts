import { z } from "zod";
import type { Lago } from "../lago.ts";
import { isoTime } from "../lago.ts";
import type { Plan, Subscription } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { invalid, notFound } from "../http/errors.ts";
import { listItems, many } from "../http/listing.ts";
import {
  activateSubscription,
  subscriptionView,
  terminateSubscription,
} from "../billing/subscription_life.ts";
import { effectivePlan, subscriptionPeriod } from "../billing/subscription_terms.ts";

const time = z.iso.datetime({ offset: true }).or(z.iso.date());
const metadata = z.record(z.string(), z.string().nullable());
const overrides = z.looseObject({
  amount_cents: z.int().nonnegative().optional(),
  charges: z.array(z.unknown()).optional(),
}).nullish();
const createSchema = z.object({
  external_customer_id: z.string().min(1),
  plan_code: z.string().min(1),
  external_id: z.string().min(1),
  name: z.string().nullish(),
  billing_time: z.enum(["calendar", "anniversary"]).default("calendar"),
  subscription_at: time.nullish(),
  ending_at: time.nullish(),
  plan_overrides: overrides,
  metadata: metadata.optional(),
});
const updateSchema = z.object({
  name: z.string().nullish(),
  ending_at: time.nullish(),
  subscription_at: time.optional(),
  plan_overrides: overrides,
  metadata: metadata.optional(),
});

/** A subscription as it is sent to be created. */
export type SubscriptionInput = z.input<typeof createSchema>;

/**
 * Subscribes; with an `external_id` that is live already it changes the plan: at once when the new
 * one costs as much or more in a year, at the end of the period when it costs less.
 */
export function createSubscription(lago: Lago, raw: SubscriptionInput): Subscription {
  const input = createSchema.parse(raw);
  const customer = lago.byKey("customer", input.external_customer_id);
  const plan = lago.byKey("plan", input.plan_code);
  if (customer.currency && customer.currency !== plan.amount_currency) {
    throw invalid({ currency: ["currencies_does_not_match"] });
  }
  const live = findLive(lago, input.external_id);
  if (live && live.external_customer_id !== customer.external_id) {
    throw invalid({ external_id: ["value_already_exist"] });
  }
  if (!customer.currency) {
    lago.docs.update("customer", { ...customer, currency: plan.amount_currency });
  }
  if (!live) return start(lago, input, null);
  if (live.plan_code === plan.code) return rename(lago, live, input.name);
  const isCheaper = yearlyCents(plan, input.plan_overrides) <
    yearlyCents(effectivePlan(lago, live), undefined);
  return isCheaper && live.status === "active"
    ? downgrade(lago, live, plan)
    : upgrade(lago, live, input);
}

function findLive(lago: Lago, externalId: string): Subscription | undefined {
  const found = withExternalId(lago, externalId);
  return found.find(({ status }) => status === "active") ??
    found.find(({ status }) => status === "pending");
}

/** All lives of an external id, newest first. */
export function withExternalId(lago: Lago, externalId: string): Subscription[] {
  const newest = lago.docs.byKey("subscription", externalId);
  if (!newest) return [];
  return lago.docs.byParent("subscription", newest.external_customer_id)
    .filter(({ external_id }) => external_id === externalId);
}

function start(
  lago: Lago,
  input: z.infer<typeof createSchema>,
  previousPlan: string | null,
): Subscription {
  const atMs = input.subscription_at ? Date.parse(input.subscription_at) : lago.now();
  const subscription: Subscription = {
    lago_id: lago.id(),
    external_id: input.external_id,
    lago_customer_id: lago.byKey("customer", input.external_customer_id).lago_id,
    external_customer_id: input.external_customer_id,
    name: input.name ?? null,
    plan_code: input.plan_code,
    plan_overrides: input.plan_overrides ?? null,
    status: "pending",
    billing_time: input.billing_time,
    subscription_at: isoTime(atMs),
    started_at: null,
    ending_at: input.ending_at ? isoTime(Date.parse(input.ending_at)) : null,
    terminated_at: null,
    canceled_at: null,
    previous_plan_code: previousPlan,
    next_plan_code: null,
    downgrade_plan_date: null,
    metadata: input.metadata ?? {},
    billed_until: isoTime(atMs),
    created_at: lago.stamp(),
  };
  lago.docs.add("subscription", subscription, {
    key: subscription.external_id,
    parent: subscription.external_customer_id,
  });
  if (atMs <= lago.now()) activateSubscription(lago, subscription, atMs);
  return subscription;
}

function rename(lago: Lago, live: Subscription, name: string | null | undefined): Subscription {
  return lago.docs.update("subscription", { ...live, name: name ?? live.name });
}

function upgrade(
  lago: Lago,
  live: Subscription,
  input: z.infer<typeof createSchema>,
): Subscription {
  terminateSubscription(lago, live, lago.now());
  const kept = { metadata: live.metadata, name: live.name };
  const started = { ...kept, ...input, subscription_at: live.terminated_at ?? lago.stamp() };
  const next = start(
    lago,
    { ...started, metadata: input.metadata ?? live.metadata },
    live.plan_code,
  );
  // The end of the old life is rounded up to a whole second; the new one must not wait for it.
  if (next.status === "pending") activateSubscription(lago, next, Date.parse(next.subscription_at));
  return next;
}

/** Takes effect at the end of the period; until then the old plan stays. */
function downgrade(lago: Lago, live: Subscription, plan: Plan): Subscription {
  const period = subscriptionPeriod(live, effectivePlan(lago, live), lago.now());
  const changed = {
    ...live,
    next_plan_code: plan.code,
    downgrade_plan_date: isoTime(period.toMs).slice(0, 10),
  };
  lago.docs.update("subscription", changed);
  lago.emit("subscription.updated", subscriptionView(lago, changed));
  return changed;
}

const PER_YEAR: Record<string, number> = { weekly: 52, monthly: 12, quarterly: 4, semiannual: 2 };

function yearlyCents(plan: Plan, own: z.infer<typeof overrides>): number {
  return (own?.amount_cents ?? plan.amount_cents) * (PER_YEAR[plan.interval] ?? 1);
}

function find(lago: Lago, externalId: string, status: string | null): Subscription {
  const wanted = status ?? "active";
  const found = withExternalId(lago, externalId).find((one) => one.status === wanted);
  if (!found) throw notFound("subscription");
  return found;
}

function update(lago: Lago, found: Subscription, body: string): Subscription {
  const input = unwrap(body, "subscription", updateSchema);
  const changed: Subscription = {
    ...found,
    name: input.name ?? found.name,
    ending_at: input.ending_at === undefined
      ? found.ending_at
      : input.ending_at && isoTime(Date.parse(input.ending_at)),
    plan_overrides: input.plan_overrides ?? found.plan_overrides,
    metadata: input.metadata ?? found.metadata,
  };
  if (input.subscription_at && found.status === "pending") {
    changed.subscription_at = isoTime(Date.parse(input.subscription_at));
  }
  lago.docs.update("subscription", changed);
  lago.emit("subscription.updated", subscriptionView(lago, changed));
  return changed;
}

/** `/subscriptions`. */
export function subscriptionRoutes(lago: Lago): Route[] {
  const view = (subscription: Subscription) => subscriptionView(lago, subscription);
  return [
    ["POST", "/subscriptions", ({ body }) => ({
      subscription: view(createSubscription(lago, unwrap(body, "subscription", createSchema))),
    })],
    ["GET", "/subscriptions", ({ query }) => {
      const statuses = many(query, "status");
      const customer = query.get("external_customer_id");
      const plan = query.get("plan_code");
      const all = customer
        ? lago.docs.byParent("subscription", customer)
        : lago.docs.all("subscription");
      const items = all.filter((one) =>
        (statuses.length > 0 ? statuses : ["active"]).includes(one.status) &&
        (plan === null || one.plan_code === plan)
      );
      return listItems(lago, "subscriptions", query, items, view);
    }],
    ["GET", "/subscriptions/{id}", ({ path, query }) => {
      const found = find(lago, path.id, query.get("status"));
      return { subscription: { ...view(found), plan: lago.docs.byKey("plan", found.plan_code) } };
    }],
    ["PUT", "/subscriptions/{id}", ({ path, query, body }) => ({
      subscription: view(update(lago, find(lago, path.id, query.get("status")), body)),
    })],
    ["DELETE", "/subscriptions/{id}", ({ path, query }) => {
      const found = find(lago, path.id, query.get("status"));
      const invoice = query.get("on_termination_invoice") !== "skip";
      terminateSubscription(lago, found, lago.now(), { invoice });
      return { subscription: view(found) };
    }],
  ];
}
