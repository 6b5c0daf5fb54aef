import { createHash } from "node:crypto";
import { PUBLIC_ID_ALPHABET } from "@/lib/platform/ids.ts";
import type { FileRow } from "./transaction_file.ts";

/** The card and customer that a row of the file is billed to. */
export interface Card {
  idTag: string;
  /** What people see: the charger and the connector. */
  displayName: string;
  customerId: string;
  customerName: string;
  subscriptionId: string;
}

/**
 * The file names no card, so one is derived and stays the same in every run: a card for each place,
 * charger and connector, and a customer for each place and charger. A home charger is its household.
 */
export function cardOf(
  { place, chargeBoxId, connectorId }: Pick<FileRow, "place" | "chargeBoxId" | "connectorId">,
): Card {
  const customerId = publicIdOf(`${place}\n${chargeBoxId}`);
  return {
    idTag: `RP${digest(`${place}\n${chargeBoxId}\n${connectorId}`).slice(0, 12).toUpperCase()}`,
    displayName: `${chargeBoxId}, connector ${connectorId}`,
    customerId,
    customerName: place === "" ? chargeBoxId : `${chargeBoxId} (${place})`,
    subscriptionId: `sub_${customerId}`,
  };
}

/** The cards of all rows, each once, in the order of their first use. */
export function cardsOf(rows: readonly FileRow[]): Card[] {
  const cards = new Map<string, Card>();
  for (const row of rows) {
    const key = `${row.place}\n${row.chargeBoxId}\n${row.connectorId}`;
    if (!cards.has(key)) cards.set(key, cardOf(row));
  }
  return [...cards.values()];
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

function publicIdOf(text: string): string {
  const bytes = createHash("sha256").update(text).digest();
  return Array.from(
    bytes.subarray(0, 8),
    (byte) => PUBLIC_ID_ALPHABET[byte % PUBLIC_ID_ALPHABET.length],
  ).join("");
}
