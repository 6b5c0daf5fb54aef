import { Decimal } from "decimal.js";
import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { driverPlan } from "../driver_usage.ts";
import { priceEnergy, type TariffSnapshot } from "../tariff.ts";
import { tariffFromPlan } from "../tariff_from_plan.ts";

/** What charging costs, before anything is plugged in. Prices belong to plans: all chargers share them. */
export interface ChargingPrice {
  /** `own`: the driver's plan; `public`: the plan of PUBLIC_PLAN_CODE; `unknown`: nothing can be told. */
  source: "own" | "public" | "unknown";
  planName: string | null;
  tariff: TariffSnapshot | null;
  /** One kWh at the beginning of a billing period, in currency units (decimal string); null when unknown. */
  firstKwh: string | null;
  currency: string | null;
  /** Later kWh of the period may cost something else. */
  isStepped: boolean;
}

const UNKNOWN: ChargingPrice = {
  source: "unknown",
  planName: null,
  tariff: null,
  firstKwh: null,
  currency: null,
  isStepped: false,
};

/** The price for a driver by their own plan, else for everybody by the public plan. */
export async function chargingPrice(
  ctx: Ctx,
  input: { userId?: string },
): Promise<ChargingPrice> {
  const own = input.userId === undefined ? null : await driverPlan(ctx, { userId: input.userId });
  if (own?.tariff) return describe("own", own.name, own.tariff);
  const code = ctx.config.PUBLIC_PLAN_CODE;
  if (!code) return own ? { ...UNKNOWN, planName: own.name } : UNKNOWN;
  const [plan] = await ctx.db.execute<{ name: string; raw: unknown }>(
    sql`select name, raw from lago_plans where code = ${code}`,
  );
  const tariff = plan && tariffFromPlan(plan.raw, ctx.config.LAGO_METRIC_CODE);
  return tariff ? describe("public", plan.name, tariff) : UNKNOWN;
}

function describe(
  source: "own" | "public",
  planName: string,
  tariff: TariffSnapshot,
): ChargingPrice {
  const price = priceEnergy(tariff, 1_000);
  const known = price.coverage !== "unknown";
  return {
    source,
    planName,
    tariff,
    firstKwh: known
      ? price.lines.reduce((sum, line) => sum.plus(line.amount), new Decimal(0)).toFixed()
      : null,
    currency: tariff.currency,
    isStepped: tariff.model !== "standard" && tariff.model !== "percentage",
  };
}
