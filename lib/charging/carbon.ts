/** What an electric car of the road uses, charging losses included: 20 kWh per 100 km, a cautious round figure. */
export const EV_KWH_PER_KM = 0.2;

/**
 * What an average petrol car emits: 164 g CO2e per km (UK Government GHG Conversion Factors for Company
 * Reporting 2023, passenger vehicles, average car, petrol).
 */
export const PETROL_G_PER_KM = 164;

/** Grams of CO2 equivalent. */
export interface Carbon {
  /** Emitted to make the electricity. */
  emittedG: number;
  /** Less than a petrol car emits over the same way; negative where the grid is dirtier than petrol. */
  avoidedG: number;
  /** The way that the energy lasts for, km. */
  distanceKm: number;
}

/**
 * Emissions of `energyWh` from a grid of `gridGPerKwh` grams per kWh (setting CO2_GRID_G_PER_KWH; its
 * default is the EU average of 2023: European Environment Agency, indicator "Greenhouse gas emission
 * intensity of electricity generation").
 *
 *     emitted  = energy × grid
 *     distance = energy / EV_KWH_PER_KM
 *     avoided  = distance × PETROL_G_PER_KM − emitted
 */
export function carbonOf(energyWh: number, gridGPerKwh: number): Carbon {
  const kwh = energyWh / 1_000;
  const emittedG = kwh * gridGPerKwh;
  const distanceKm = kwh / EV_KWH_PER_KM;
  return {
    emittedG: Math.round(emittedG),
    avoidedG: Math.round(distanceKm * PETROL_G_PER_KM - emittedG),
    distanceKm,
  };
}
