/** A battery car as a station sees it. States of charge are fractions of 1. */
export interface Car {
  batteryKwh: number;
  startSoc: number;
  /** Where the car stops taking energy; 1 or less. */
  targetSoc: number;
  maxAcKw: number;
  maxDcKw: number;
}

/** What leaves the outlet and does not reach the battery. */
export const CHARGING_EFFICIENCY = { AC: 0.9, DC: 0.95 } as const;

// State of charge and share of the car's top DC power, joined by straight lines.
const DC_CURVE: readonly (readonly [number, number])[] = [
  [0, 0.55],
  [0.05, 0.75],
  [0.15, 1],
  [0.55, 1],
  [0.7, 0.65],
  [0.8, 0.42],
  [0.9, 0.2],
  [1, 0.05],
];
const AC_TAPER_FROM = 0.95;
const AC_FLOOR = 0.15;

/**
 * Power in W that a car draws from an outlet at a state of charge. AC is flat and tapers above
 * 95 %; DC rises to its peak, holds it and falls from 55 %, the shape of published charging curves.
 * `limitW` is the outlet's own limit. At the target the car takes nothing.
 */
export function drawnPowerW(
  input: { kind: "AC" | "DC"; car: Car; soc: number; limitW: number },
): number {
  const { kind, car, soc } = input;
  if (soc >= car.targetSoc) return 0;
  const carW = kind === "AC"
    ? car.maxAcKw * 1000 * acShare(soc)
    : car.maxDcKw * 1000 * interpolate(DC_CURVE, soc);
  return Math.max(0, Math.min(carW, input.limitW));
}

function acShare(soc: number): number {
  if (soc <= AC_TAPER_FROM) return 1;
  const left = (1 - soc) / (1 - AC_TAPER_FROM);
  return AC_FLOOR + (1 - AC_FLOOR) * left;
}

function interpolate(curve: readonly (readonly [number, number])[], x: number): number {
  const upper = curve.findIndex(([at]) => at >= x);
  if (upper < 0) return curve[curve.length - 1][1];
  if (upper === 0) return curve[0][1];
  const [[x0, y0], [x1, y1]] = [curve[upper - 1], curve[upper]];
  return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

/**
 * Charges a car from `fromMs` to `toMs` in steps of at most ten seconds. Answers the energy that
 * left the outlet in Wh, the new state of charge and the power at the end in W.
 */
export function charge(
  input: {
    kind: "AC" | "DC";
    car: Car;
    soc: number;
    fromMs: number;
    toMs: number;
    limitW: (atMs: number) => number;
  },
): { energyWh: number; soc: number; powerW: number } {
  const { kind, car } = input;
  const batteryWh = car.batteryKwh * 1000;
  let { soc } = input;
  let energyWh = 0;
  const powerAt = (atMs: number) => drawnPowerW({ kind, car, soc, limitW: input.limitW(atMs) });
  for (let atMs = input.fromMs; atMs < input.toMs;) {
    const stepMs = Math.min(10_000, input.toMs - atMs);
    const missingWh = Math.max(0, car.targetSoc - soc) * batteryWh / CHARGING_EFFICIENCY[kind];
    const stepWh = Math.min(powerAt(atMs) * stepMs / 3_600_000, missingWh);
    energyWh += stepWh;
    soc += stepWh * CHARGING_EFFICIENCY[kind] / batteryWh;
    if (soc < car.targetSoc && car.targetSoc - soc < 1e-6) soc = car.targetSoc;
    atMs += stepMs;
  }
  return { energyWh, soc, powerW: powerAt(input.toMs) };
}
