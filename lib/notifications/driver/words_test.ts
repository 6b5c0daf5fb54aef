import assert from "node:assert/strict";
import { LANGUAGES } from "@/lib/platform/i18n/languages.ts";
import { DRIVER_EVENTS, type NewsData } from "./events.ts";
import { toldWords, wordsOf } from "./words.ts";

const session = { transactionId: 42, chargerName: "Bay 1", connectorId: 2 };
const DATA: NewsData = {
  charging_started: session,
  charging_finished: {
    ...session,
    energyWh: 7_500,
    durationMs: 3_600_000,
    costCents: 412,
    currency: "EUR",
  },
  charging_idle: { ...session, energyWh: 7_500 },
  charger_free: { chargeBoxId: "CP-1", chargerName: "Bay 1" },
  reservation_soon: {
    reservationId: 7,
    chargerName: "Bay 1",
    connectorId: 2,
    startAt: new Date("2026-01-15T12:00:00Z"),
    timeZone: "Europe/Paris",
  },
  card_lost: { mappingId: 3, cardName: "Ada's card" },
};

Deno.test("every event kept as JSON is said as it was told, in every language", () => {
  for (const event of DRIVER_EVENTS) {
    for (const language of LANGUAGES) {
      const kept = JSON.parse(JSON.stringify({ event, data: DATA[event] }));
      assert.deepEqual(toldWords(kept, language), wordsOf(event, DATA[event], language));
    }
    const titles = LANGUAGES.map((language) => wordsOf(event, DATA[event], language).title);
    assert.equal(new Set(titles).size, LANGUAGES.length, event);
  }
});

Deno.test("what is no known event, or lacks its facts, is left to the text beside it", () => {
  assert.equal(toldWords(null, "de"), null);
  assert.equal(toldWords({ event: "toString", data: {} }, "de"), null);
  assert.equal(toldWords({ event: "card_lost", data: { mappingId: "3" } }, "de"), null);
});
