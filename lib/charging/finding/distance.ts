import { type SQL, sql } from "drizzle-orm";

/** WGS 84, degrees. */
export interface Position {
  lat: number;
  lon: number;
}

/** Mean radius of the earth R1 in metres (IUGG; Moritz, Geodetic Reference System 1980). */
const EARTH_RADIUS_M = 6_371_009;
const M_PER_DEGREE = EARTH_RADIUS_M * Math.PI / 180;

/**
 * Great-circle distance in metres by the haversine formula (R. W. Sinnott, "Virtues of the Haversine",
 * Sky & Telescope 68 (2), 1984). The earth taken as a sphere: up to 0.5 % off.
 */
export function distanceM(from: Position, to: Position): number {
  const rad = (degrees: number) => degrees * Math.PI / 180;
  const h = Math.sin(rad(to.lat - from.lat) / 2) ** 2 +
    Math.cos(rad(from.lat)) * Math.cos(rad(to.lat)) * Math.sin(rad(to.lon - from.lon) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The same in a query, whole metres; null where a coordinate is (`least` alone would pass over a null). */
export const distanceSql = ({ lat, lon }: Position, latitude: SQL, longitude: SQL): SQL<number> =>
  sql`case when ${latitude} is not null and ${longitude} is not null then
    round(${2 * EARTH_RADIUS_M}::float8 * asin(least(1, sqrt(
    sin(radians(${latitude} - ${lat}::float8) / 2) ^ 2 + cos(radians(${lat}::float8))
      * cos(radians(${latitude})) * sin(radians(${longitude} - ${lon}::float8) / 2) ^ 2))))::bigint end`;

/**
 * Degrees within which everything up to `radiusM` metres away lies: what is outside needs no distance.
 * Near a pole every longitude may be close, so none is left out there.
 */
export function boxAround({ lat, lon }: Position, radiusM: number) {
  const dLat = radiusM / M_PER_DEGREE;
  const widest = Math.cos(Math.min(90, Math.abs(lat) + dLat) * Math.PI / 180);
  const dLon = widest > 0.001 ? Math.min(180, dLat / widest) : 180;
  return { south: lat - dLat, north: lat + dLat, west: lon - dLon, east: lon + dLon };
}
