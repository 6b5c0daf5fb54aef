import { createHmac } from "node:crypto";
import type { ReadLoadPlan } from "./load_plan.ts";

const ENCODER = new TextEncoder();

/** Transactions and chargers that `seedNetwork` makes and the generator speaks of. */
export const TRANSACTIONS = 1_000;
export const CHARGERS = 500;

/** Makes the bytes of the n-th request of a plan. */
export function requestMaker(plan: ReadLoadPlan): (n: number) => Uint8Array {
  if (plan.kind === "page") {
    const cookie = plan.cookie ? `cookie: ${plan.cookie}\r\n` : "";
    const bytes = ENCODER.encode(
      `GET ${plan.path} HTTP/1.1\r\nhost: ${plan.host}\r\naccept: */*\r\n${cookie}\r\n`,
    );
    return () => bytes;
  }
  const bodyOf = plan.kind === "pre-authorize" ? preAuthorize : meterValues;
  return (n) => {
    const body = JSON.stringify(bodyOf(n, plan));
    const signature = createHmac("sha256", plan.secret).update(body).digest("hex");
    return ENCODER.encode(
      `POST ${plan.path} HTTP/1.1\r\nhost: ${plan.host}\r\ncontent-type: application/json\r\n` +
        `x-signature: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  };
}

/** A tap at a charger; `seedNetwork` has people waiting to sign in at some. */
function preAuthorize(n: number) {
  return {
    idTag: `TAG${String(n % 5_000).padStart(8, "0")}`,
    chargeBoxId: `CP-${n % CHARGERS}`,
    connectorId: 1,
    isStartTx: n % 2 === 0,
    ts: Date.now(),
  };
}

/** One MeterValues of a running session, as a three-phase charger sends it. */
function meterValues(n: number, plan: ReadLoadPlan) {
  const transaction = n % TRANSACTIONS;
  const sample = (measurand: string, value: number, unit: string) => ({
    value: String(value),
    context: "Sample.Periodic",
    measurand,
    unit,
  });
  return {
    chargeBoxId: `CP-${transaction % CHARGERS}`,
    connectorId: 1,
    transactionPk: transaction + 1,
    timestamp: new Date(plan.baseMs + n).toISOString(),
    sampledValues: [
      sample("Energy.Active.Import.Register", 10_000 + Math.floor(n / TRANSACTIONS), "Wh"),
      sample("Power.Active.Import", 10_900 + n % 200, "W"),
      sample("Current.Import", 16, "A"),
      sample("Voltage", 230, "V"),
      sample("SoC", 40 + n % 50, "Percent"),
    ],
  };
}
