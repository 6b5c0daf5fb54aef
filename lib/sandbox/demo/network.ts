import type { Car, ConnectorSpec } from "@/lib/sandbox/stations/mod.ts";

export type SiteKey = "campus" | "harbour" | "lindenhof";

export interface DemoSite {
  name: string;
  timeZone: string;
  address: string;
  latitude: number;
  longitude: number;
}

export const SITES: Record<SiteKey, DemoSite> = {
  campus: {
    name: "Campus Nord",
    timeZone: "Europe/Berlin",
    address: "Invalidenstraße 120, 10115 Berlin",
    latitude: 52.5302,
    longitude: 13.3846,
  },
  harbour: {
    name: "Harbour Hub",
    timeZone: "Europe/Amsterdam",
    address: "Piet Heinkade 27, 1019 Amsterdam",
    latitude: 52.3766,
    longitude: 4.9133,
  },
  lindenhof: {
    name: "Lindenhof Garage",
    timeZone: "Europe/Zurich",
    address: "Lindenhofstrasse 8, 8001 Zürich",
    latitude: 47.3729,
    longitude: 8.5411,
  },
};

export interface DemoStation {
  chargeBoxId: string;
  site: SiteKey;
  friendlyName: string;
  vendor: string;
  model: string;
  formFactor: "wallbox" | "pulsar" | "commander" | "wall_mount" | "tesla" | "generic";
  connectorType: "Type 2" | "CCS";
  latitude: number;
  longitude: number;
  connectors: ConnectorSpec[];
  /** How far its calendar is behind when the demo starts for the first time. */
  lagHours: number;
}

const outlets = (kind: "AC" | "DC", maxKw: number, count: number): ConnectorSpec[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, kind, maxKw }));

/** Metres north and east of the middle of its site. */
type Bay = readonly [northM: number, eastM: number];

const M_PER_DEGREE = 111_195;

/** Where a charger stands: no two at the same spot, or a map would show one. */
function placeOf(site: SiteKey, [northM, eastM]: Bay) {
  const { latitude, longitude } = SITES[site];
  const perDegreeEastM = M_PER_DEGREE * Math.cos(latitude * Math.PI / 180);
  return {
    latitude: latitude + northM / M_PER_DEGREE,
    longitude: longitude + eastM / perDegreeEastM,
  };
}

const ac = (
  chargeBoxId: string,
  site: SiteKey,
  friendlyName: string,
  maxKw: number,
  lagHours: number,
  formFactor: DemoStation["formFactor"],
  bay: Bay,
): DemoStation => ({
  chargeBoxId,
  site,
  friendlyName,
  ...placeOf(site, bay),
  vendor: maxKw === 22 ? "Alfen" : "Wallbox",
  model: maxKw === 22 ? "Eve Double" : "Copper 11",
  formFactor,
  connectorType: "Type 2",
  connectors: outlets("AC", maxKw, 2),
  lagHours,
});

const dc = (
  chargeBoxId: string,
  friendlyName: string,
  maxKw: number,
  count: number,
  lagHours: number,
  bay: Bay,
): DemoStation => ({
  chargeBoxId,
  site: "harbour",
  ...placeOf("harbour", bay),
  friendlyName,
  vendor: "Alpitronic",
  model: `Hypercharger ${maxKw}`,
  formFactor: "generic",
  connectorType: "CCS",
  connectors: outlets("DC", maxKw, count),
  lagHours,
});

/** The ten chargers. */
export const STATIONS: DemoStation[] = [
  ac("CAMPUS-01", "campus", "Campus gate 1", 22, 30, "commander", [60, -80]),
  ac("CAMPUS-02", "campus", "Campus gate 2", 22, 26, "commander", [60, 80]),
  ac("CAMPUS-03", "campus", "Campus deck, row A", 11, 21, "wall_mount", [-70, -40]),
  ac("CAMPUS-04", "campus", "Campus deck, row B", 11, 17, "wall_mount", [-110, 30]),
  dc("HARBOUR-01", "Harbour fast 1", 150, 2, 12, [0, -45]),
  dc("HARBOUR-02", "Harbour fast 2", 150, 2, 9, [0, 0]),
  dc("HARBOUR-03", "Harbour fast 3", 50, 1, 6, [15, 60]),
  ac("LINDEN-01", "lindenhof", "Garage level 1", 11, 28, "pulsar", [-25, 0]),
  ac("LINDEN-02", "lindenhof", "Garage level 2", 11, 23, "pulsar", [10, 20]),
  ac("LINDEN-03", "lindenhof", "Garage level 3", 22, 14, "wallbox", [30, -20]),
];

/** Cars on European roads, by battery and charging power. */
export const CARS: Omit<Car, "startSoc" | "targetSoc">[] = [
  { batteryKwh: 58, maxAcKw: 11, maxDcKw: 120 },
  { batteryKwh: 77, maxAcKw: 11, maxDcKw: 135 },
  { batteryKwh: 52, maxAcKw: 22, maxDcKw: 46 },
  { batteryKwh: 60, maxAcKw: 11, maxDcKw: 170 },
  { batteryKwh: 42, maxAcKw: 11, maxDcKw: 85 },
  { batteryKwh: 82, maxAcKw: 11, maxDcKw: 205 },
  { batteryKwh: 17, maxAcKw: 7.4, maxDcKw: 30 },
];

/** A car as it arrives. */
export function arrivingCar(random: () => number): Car {
  const model = CARS[Math.floor(random() * CARS.length)];
  return {
    ...model,
    startSoc: 0.08 + random() * 0.5,
    targetSoc: random() < 0.4 ? 1 : 0.8 + random() * 0.15,
  };
}
