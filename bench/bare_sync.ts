import { Buffer } from "node:buffer";
import type { StandIns } from "./stand_in_plan.ts";

const WINDOW = 200;
const BATCH = 100;

interface Row {
  id: number;
  ocppIdTag: string;
  startValue: string;
  stopValue: string;
  stopTimestamp: string;
}

/**
 * The limit of a sync: reads windows of ids one after the other, posts a batch as soon as it is full and
 * remembers nothing. Answers the seconds it took.
 */
export async function bareSync(standIns: StandIns, transactions: number): Promise<number> {
  const startedMs = performance.now();
  const basic = Buffer.from(`admin:${standIns.secret}`).toString("base64");
  const events: unknown[] = [];
  let sent = 0;
  const send = async () => {
    const batch = events.splice(0, BATCH);
    await ask(`${standIns.lagoUrl}/api/v1/events/batch`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${standIns.secret}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ events: batch }),
    });
    sent += batch.length;
  };
  for (let from = 1; from <= transactions; from += WINDOW) {
    const query = Array.from({ length: WINDOW }, (_, i) => `transactionPk=${from + i}`).join("&");
    const rows = await ask(`${standIns.steveUrl}/api/v1/transactions?${query}`, {
      headers: { authorization: `Basic ${basic}` },
    }) as Row[]; // The stand-in is our own.
    events.push(...rows.map(eventOf));
    while (events.length >= BATCH) await send();
  }
  while (events.length > 0) await send();
  if (sent !== transactions) throw new Error(`${sent} of ${transactions} were sent.`);
  return (performance.now() - startedMs) / 1_000;
}

function eventOf(row: Row) {
  return {
    transaction_id: `bare:${row.id}:${row.stopValue}`,
    external_subscription_id: row.ocppIdTag.replace("TAG", "sub-"),
    code: "ev_charging_kwh",
    timestamp: (Date.parse(row.stopTimestamp) / 1_000).toFixed(3),
    properties: { value: String((Number(row.stopValue) - Number(row.startValue)) / 1_000) },
  };
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  const body = await response.json();
  if (!response.ok) throw new Error(`${url.slice(0, 80)}: ${response.status}`);
  return body;
}
