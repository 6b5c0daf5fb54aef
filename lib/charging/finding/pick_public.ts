import { type PlugKey, plugOf } from "./plugs.ts";
import type { PublicCharger } from "./public_chargers.ts";

export interface PublicFilter {
  /** Part of name, site, address or id, any case. */
  search?: string;
  /** One connector must have this plug and this power. */
  plug?: PlugKey;
  minKw?: number;
}

/** The chargers of the public feed that match: picked in memory, so that a crowd costs no query. */
export function pickPublic(
  chargers: readonly PublicCharger[],
  { search, plug, minKw }: PublicFilter,
): PublicCharger[] {
  const needle = search?.toLowerCase() ?? "";
  return chargers.filter((charger) => {
    const isNamed = [charger.name, charger.site, charger.address, charger.id]
      .some((text) => text?.toLowerCase().includes(needle));
    const isFit = charger.connectors.some((one) =>
      (!plug || plugOf(one.type) === plug) && (minKw === undefined || (one.maxKw ?? 0) >= minKw)
    );
    return isNamed && (isFit || (!plug && minKw === undefined));
  });
}
