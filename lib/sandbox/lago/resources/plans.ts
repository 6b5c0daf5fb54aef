import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Charge, Plan } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { parseWith, unwrap } from "../http/body.ts";
import { invalid, notFound } from "../http/errors.ts";
import { listKind } from "../http/listing.ts";
import { INTERVALS } from "../pricing/periods.ts";
import { CHARGE_MODELS } from "../pricing/charge_models.ts";
import { checkProperties } from "../pricing/charge_properties.ts";

const properties = z.record(z.string(), z.unknown());
const chargeSchema = z.object({
  id: z.string().optional(),
  billable_metric_id: z.string(),
  code: z.string().optional(),
  charge_model: z.enum(CHARGE_MODELS),
  invoice_display_name: z.string().nullish(),
  pay_in_advance: z.boolean().default(false),
  invoiceable: z.boolean().default(true),
  prorated: z.boolean().default(false),
  min_amount_cents: z.int().nonnegative().default(0),
  properties: properties.default({}),
  filters: z.array(z.object({
    values: z.record(z.string(), z.array(z.string())),
    properties,
    invoice_display_name: z.string().nullish(),
  })).default([]),
  tax_codes: z.array(z.string()).default([]),
});

const planFields = {
  name: z.string().min(1),
  invoice_display_name: z.string().nullish(),
  description: z.string().nullish(),
  interval: z.enum(INTERVALS),
  amount_cents: z.int().nonnegative(),
  amount_currency: z.string().length(3),
  pay_in_advance: z.boolean(),
  trial_period: z.number().nonnegative().nullish(),
  bill_charges_monthly: z.boolean().nullish(),
  minimum_commitment: z.unknown().optional(),
  usage_thresholds: z.array(z.unknown()).optional(),
  charges: z.array(chargeSchema).optional(),
  tax_codes: z.array(z.string()).optional(),
};
const planSchema = z.object({ code: z.string().min(1), ...planFields });
const planUpdateSchema = z.object({ code: z.string().min(1), ...planFields }).partial();

/** A plan as it is sent to be created. */
export type PlanInput = z.input<typeof planSchema>;
/** A charge as it is sent to be created. */
export type ChargeInput = z.input<typeof chargeSchema>;

/** Creates a plan with its charges; its code must be new. */
export function createPlan(lago: Lago, raw: PlanInput): Plan {
  const { charges, ...input } = planSchema.parse(raw);
  if (lago.docs.byKey("plan", input.code)) throw invalid({ code: ["value_already_exist"] });
  const plan: Plan = {
    ...input,
    lago_id: lago.id(),
    invoice_display_name: input.invoice_display_name ?? null,
    description: input.description ?? null,
    trial_period: input.trial_period ?? 0,
    bill_charges_monthly: input.bill_charges_monthly ?? null,
    minimum_commitment: input.minimum_commitment ?? null,
    usage_thresholds: input.usage_thresholds ?? [],
    charges: [],
    tax_codes: input.tax_codes ?? [],
    created_at: lago.stamp(),
  };
  for (const charge of charges ?? []) addCharge(lago, plan, charge);
  lago.docs.add("plan", plan, { key: plan.code });
  lago.emit("plan.created", planView(plan));
  return plan;
}

/** Changes what was sent; `charges` replaces all of them. Drafts are priced anew at a refresh. */
function updatePlan(lago: Lago, plan: Plan, input: z.infer<typeof planUpdateSchema>): Plan {
  const { charges, code: _fixed, ...fields } = input;
  const given = Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));
  const updated: Plan = { ...plan, ...given };
  if (charges) {
    updated.charges = [];
    for (const charge of charges) addCharge(lago, updated, charge);
  }
  lago.docs.update("plan", updated);
  lago.emit("plan.updated", planView(updated));
  return updated;
}

function addCharge(lago: Lago, plan: Plan, raw: ChargeInput): Charge {
  const { id, billable_metric_id, ...input } = chargeSchema.parse(raw);
  const metric = lago.byId("metric", billable_metric_id, "billable_metric");
  const errors = checkProperties(input.charge_model, input.properties);
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const repeats = plan.charges.filter((other) => other.billable_metric_code === metric.code).length;
  const charge: Charge = {
    ...input,
    lago_id: id ?? lago.id(),
    lago_billable_metric_id: metric.lago_id,
    billable_metric_code: metric.code,
    code: input.code ?? (repeats === 0 ? metric.code : `${metric.code}_${repeats + 1}`),
    invoice_display_name: input.invoice_display_name ?? null,
    filters: input.filters.map((filter) => ({
      ...filter,
      invoice_display_name: filter.invoice_display_name ?? null,
    })),
    created_at: lago.stamp(),
  };
  plan.charges.push(charge);
  return charge;
}

function chargeOf(plan: Plan, code: string): Charge {
  const charge = plan.charges.find((other) => other.code === code || other.lago_id === code);
  if (!charge) throw notFound("charge");
  return charge;
}

function replaceCharge(lago: Lago, plan: Plan, code: string, body: string): Charge {
  const old = chargeOf(plan, code);
  const given = unwrap(body, "charge", properties);
  const others = { ...plan, charges: [] as Charge[] };
  const charge = addCharge(
    lago,
    others,
    parseWith(chargeSchema, {
      ...old,
      billable_metric_id: old.lago_billable_metric_id,
      ...given,
      id: old.lago_id,
      code: old.code,
    }),
  );
  plan.charges = plan.charges.map((other) => other.lago_id === old.lago_id ? charge : other);
  lago.docs.update("plan", plan);
  return charge;
}

/** The plan as the wire shows it. */
export function planView(plan: Plan) {
  return { ...plan, has_overridden_plans: false, taxes: [] };
}

/** `/plans` and their charges. */
export function planRoutes(lago: Lago): Route[] {
  const plan = (code: string) => lago.byKey("plan", code);
  return [
    ["POST", "/plans", ({ body }) => ({
      plan: planView(createPlan(lago, unwrap(body, "plan", planSchema))),
    })],
    ["GET", "/plans", ({ query }) => listKind(lago, "plans", query, "plan", planView)],
    ["GET", "/plans/{code}", ({ path }) => ({ plan: planView(plan(path.code)) })],
    ["PUT", "/plans/{code}", ({ path, body }) => ({
      plan: planView(updatePlan(lago, plan(path.code), unwrap(body, "plan", planUpdateSchema))),
    })],
    ["DELETE", "/plans/{code}", ({ path }) => {
      const gone = plan(path.code);
      lago.docs.remove("plan", gone.lago_id);
      lago.emit("plan.deleted", planView(gone));
      return { plan: planView(gone) };
    }],
    ["GET", "/plans/{code}/charges", ({ path, query }) => {
      const charges = plan(path.code).charges;
      const request = { page: 1, limit: Math.max(100, charges.length), offset: 0 };
      return { charges, meta: lago.paging.meta("charges", query, request, charges.length) };
    }],
    ["POST", "/plans/{code}/charges", ({ path, body }) => {
      const owner = plan(path.code);
      const charge = addCharge(lago, owner, unwrap(body, "charge", chargeSchema));
      lago.docs.update("plan", owner);
      return { charge };
    }],
    ["GET", "/plans/{code}/charges/{charge}", ({ path }) => ({
      charge: chargeOf(plan(path.code), path.charge),
    })],
    ["PUT", "/plans/{code}/charges/{charge}", ({ path, body }) => ({
      charge: replaceCharge(lago, plan(path.code), path.charge, body),
    })],
    ["DELETE", "/plans/{code}/charges/{charge}", ({ path }) => {
      const owner = plan(path.code);
      const charge = chargeOf(owner, path.charge);
      owner.charges = owner.charges.filter((other) => other !== charge);
      lago.docs.update("plan", owner);
      return { charge };
    }],
  ];
}
