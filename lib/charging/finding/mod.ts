export { chargerDay, type KeptTime } from "./charger_day.ts";
export { type ChargingPrice, chargingPrice } from "./charging_price.ts";
export { type Position } from "./distance.ts";
export { findChargers, type FindChargersInput, type FoundCharger } from "./find_chargers.ts";
export { getFoundCharger } from "./get_found_charger.ts";
export { byName } from "./natural_name.ts";
export { pickPublic, type PublicFilter } from "./pick_public.ts";
export { PLUG_KEYS, type PlugKey, plugLabel, plugOf, PLUGS } from "./plugs.ts";
export {
  PUBLIC_FEED_MS,
  type PublicCharger,
  type PublicChargers,
  publicChargers,
  type PublicState,
  publicState,
  publicView,
} from "./public_chargers.ts";
export { publicChargerSchema } from "./schemas.ts";
