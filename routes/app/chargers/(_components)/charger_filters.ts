import { z } from "zod";
import {
  type FindChargersInput,
  PLUG_KEYS,
  type PlugKey,
  type Position,
} from "@/lib/charging/mod.ts";
import { filterText, readQuery } from "@/lib/web/mod.ts";

/** Powers to choose from, kW. */
export const POWERS = ["11", "22", "50", "150"] as const;
export const RADII = ["2", "10", "50"] as const;

const degrees = (most: number) =>
  z.string().regex(/^-?\d{1,3}(\.\d{1,6})?$/).refine((text) => Math.abs(Number(text)) <= most)
    .or(z.literal("")).catch("");

/** What the address of the list holds; what cannot be read counts as not given. */
const schema = z.object({
  q: filterText(80).catch(""),
  plug: z.enum(PLUG_KEYS as [PlugKey, ...PlugKey[]]).or(z.literal("")).catch(""),
  kw: z.enum(POWERS).or(z.literal("")).catch(""),
  show: z.enum(["free", "favourites"]).or(z.literal("")).catch(""),
  lat: degrees(90),
  lon: degrees(180),
  km: z.enum(RADII).or(z.literal("")).catch(""),
  sort: z.enum(["name"]).or(z.literal("")).catch(""),
});

export type ChargerFilters = z.output<typeof schema>;

export const readFilters = (query: URLSearchParams): ChargerFilters => readQuery(schema, query);

/** Where the reader is, by the address. */
export const nearOf = ({ lat, lon }: ChargerFilters): Position | undefined =>
  lat !== "" && lon !== "" ? { lat: Number(lat), lon: Number(lon) } : undefined;

/** The filters as the service takes them. */
export function searchOf(filters: ChargerFilters, userId: string): FindChargersInput {
  const near = nearOf(filters);
  return {
    favouritesFirstOf: userId,
    ...(filters.q ? { search: filters.q } : {}),
    ...(filters.plug ? { connectorTypes: [filters.plug] } : {}),
    ...(filters.kw ? { minKw: Number(filters.kw) } : {}),
    ...(filters.show === "free" ? { freeOnly: true } : {}),
    ...(filters.show === "favourites" ? { favouritesOf: userId } : {}),
    ...(near ? { near, sort: filters.sort || "distance" } : {}),
    ...(near && filters.km ? { radiusKm: Number(filters.km) } : {}),
  };
}

/** Address of the list with these filters; empty ones are left out. */
export function hrefOf(
  path: string,
  shown: Partial<ChargerFilters>,
  cursor?: string | null,
): string {
  const query = new URLSearchParams(Object.entries(shown).filter(([, value]) => value !== ""));
  if (cursor) query.set("cursor", cursor);
  return query.size > 0 ? `${path}?${query}` : path;
}
