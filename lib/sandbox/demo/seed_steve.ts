import type { Control } from "@/lib/sandbox/steve/mod.ts";
import type { PastSession } from "./history.ts";
import { STATIONS } from "./network.ts";
import type { Person } from "./people.ts";

const DAY_MS = 86_400_000;
/** Readings are kept for the driver's own sessions of this many days, and for everybody's last two. */
const DRIVER_READINGS_DAYS = 20;
const ALL_READINGS_DAYS = 2;

/** Stations, cards and, the first time, the past. Answers how many transactions were inserted. */
export function seedSteve(
  control: Control,
  people: readonly Person[],
  past: () => PastSession[],
  nowMs: number,
): number {
  for (const station of STATIONS) {
    const { latitude, longitude } = station;
    control.addStation({
      chargeBoxId: station.chargeBoxId,
      description: station.friendlyName,
      vendor: station.vendor,
      model: station.model,
      latitude,
      longitude,
    });
  }
  for (const person of people) {
    for (const card of person.cards) {
      if (control.parts.store.tags.keyOf(card.idTag) !== undefined) continue;
      control.addTag({ idTag: card.idTag, note: person.name });
    }
  }
  if (control.counts().total > 0) return 0;
  const sessions = past();
  const ids = control.bulkInsertTransactions(sessions);
  const driver = people[0];
  sessions.forEach((session, index) => {
    const days = session.person === driver ? DRIVER_READINGS_DAYS : ALL_READINGS_DAYS;
    if (session.stopMs >= nowMs - days * DAY_MS) {
      control.appendMeterValues(ids[index], session.readings.flatMap(meterValues));
    }
  });
  return ids.length;
}

/** The samples of one reading as a station would have sent them. */
function meterValues(reading: PastSession["readings"][number]) {
  const sample = (measurand: string, value: number, unit: string) => ({
    atMs: reading.atMs,
    value: String(value),
    context: "Sample.Periodic",
    measurand,
    unit,
  });
  return [
    sample("Energy.Active.Import.Register", reading.registerWh, "Wh"),
    sample("Power.Active.Import", reading.powerW, "W"),
    sample("SoC", reading.socPercent, "Percent"),
  ];
}

/** Where each station's last session ended and each connector's register stands. */
export interface LastKnown {
  stopMs: number;
  registerWh: Map<number, number>;
}

/**
 * Ends what a killed demo left running, at its last reading, and tells where each station left off, so
 * that a restart neither overlaps sessions nor moves a register back.
 */
export function resumeStations(control: Control): Map<string, LastKnown> {
  const { store } = control.parts;
  const known = new Map<string, LastKnown>();
  // Newest first: the first row of a connector is its last session.
  for (const row of store.transactions.list({})) {
    const last = known.get(row.charge_box_id) ?? { stopMs: 0, registerWh: new Map() };
    known.set(row.charge_box_id, last);
    let stopMs = row.stop_ms;
    let stopWh = Number(row.stop_value ?? row.start_value);
    if (stopMs === null) {
      stopMs = row.start_ms;
      for (const reading of store.meter.ofTransaction(row, Date.now())) {
        if (reading.measurand !== "Energy.Active.Import.Register" || reading.at_ms < stopMs) {
          continue;
        }
        stopMs = reading.at_ms;
        stopWh = Math.max(stopWh, Math.round(Number(reading.value)));
      }
      control.stopTransaction(row.id, { stopMs, stopValue: stopWh, reason: "PowerLoss" });
    }
    last.stopMs = Math.max(last.stopMs, stopMs);
    last.registerWh.set(
      row.connector_id,
      Math.max(last.registerWh.get(row.connector_id) ?? 0, stopWh),
    );
  }
  return known;
}
