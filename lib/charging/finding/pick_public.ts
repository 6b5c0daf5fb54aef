import { type PlugKey, plugOf } from "./plugs.ts";
import type { PublicCharger } from "./public_chargers.ts";
import { isSearched } from "./search_text.ts";

export interface PublicFilter {
  /** Part of name, site, address or id, as `isSearched` compares them. */
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
  return chargers.filter((charger) => {
    const isNamed = !search || isSearched(search, {
      names: [charger.name, charger.site, charger.address],
      ids: [],
      codes: [charger.id],
    });
    const isFit = charger.connectors.some((one) =>
      (!plug || plugOf(one.type) === plug) && (minKw === undefined || (one.maxKw ?? 0) >= minKw)
    );
    return isNamed && (isFit || (!plug && minKw === undefined));
  });
}
