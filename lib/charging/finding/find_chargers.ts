import { inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { chargers } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { decodeCursor, type Page, toPage } from "@/lib/web/mod.ts";
import { type ChargerView, withConnectors } from "../list_chargers.ts";
import { boxAround, distanceSql, type Position } from "./distance.ts";
import { busyConnectors, outletMatches } from "./outlets.ts";
import type { PlugKey } from "./plugs.ts";
import { searchSql } from "./search_text.ts";

/** A charger as somebody looking for one sees it. */
export interface FoundCharger extends ChargerView {
  site: { name: string; timeZone: string } | null;
  /** Where it stands: its own coordinates, else those of its site. */
  position: Position | null;
  /** Its own address, else that of its site. */
  place: string | null;
  /** From `near`, whole metres; null without it or without coordinates. */
  distanceM: number | null;
  /** Connectors that can be used now, and all of them; a charger that names none counts as one. */
  free: number;
  total: number;
}

export interface FindChargersInput {
  /** Part of the name, the site, the address or an id, as `searchSql` compares them. */
  search?: string;
  /** One connector must have one of these plugs, and the power, and be free. */
  connectorTypes?: readonly PlugKey[];
  minKw?: number;
  freeOnly?: boolean;
  /** Only the favourites of this driver. */
  favouritesOf?: string;
  /** The favourites of this driver come before the others; by distance they do not. */
  favouritesFirstOf?: string;
  /** Only chargers that are managed so. */
  mode?: "ocpp" | "unmanaged";
  near?: Position;
  /** Needs `near`; leaves out chargers without coordinates. */
  radiusKm?: number;
  /** Default `distance` with `near`, else `name`. Equally far ones are by name. */
  sort?: "distance" | "name";
  chargerIds?: readonly number[];
  cursor?: string;
  /** 1 to 100, default 25. */
  limit?: number;
}

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const name = z.string().refine((text) => !text.includes("\0"));
/** Place in the list: rank (0 for favourites), metres, name and id. Chargers without coordinates come last. */
const cursorAt = z.tuple([z.union([z.literal(0), z.literal(1)]), count, name, count]);
const NO_PLACE_M = 1e9;

interface Row extends Record<string, unknown> {
  id: number;
  rank: 0 | 1;
  far: number;
  sort_name: string;
  meters: number | null;
  site_name: string | null;
  site_zone: string | null;
  lat: number | null;
  lon: number | null;
  place: string | null;
}

/**
 * Chargers that match, nearest or by name as people sort, page by page by a keyset.
 * @throws RequestError 400 `invalid_cursor`
 */
export async function findChargers(
  ctx: Ctx,
  input: FindChargersInput,
): Promise<Page<FoundCharger>> {
  const limit = Math.min(100, Math.max(1, input.limit ?? 25));
  const cursor = decodeCursor(cursorAt, input.cursor);
  const byDistance = input.near !== undefined && input.sort !== "name";
  const meters = input.near ? distanceSql(input.near, sql`p.lat`, sql`p.lon`) : sql`null::bigint`;
  const far = byDistance ? sql`coalesce(m.meters, ${NO_PLACE_M}::bigint)` : sql`0::bigint`;
  const rank = input.favouritesFirstOf === undefined || byDistance
    ? sql`0`
    : sql`case when ${isFavouriteOf(input.favouritesFirstOf)} then 0 else 1 end`;
  const isBack = cursor?.direction === "prev";
  const after = cursor &&
    sql`(k.rank, k.far, c.sort_name, c.id) ${sql.raw(isBack ? "<" : ">")} (${cursor.at[0]}::int, ${
      cursor.at[1]
    }::bigint, ${cursor.at[2]}::text, ${cursor.at[3]}::bigint)`;
  const order = sql.raw(isBack ? "desc" : "asc");
  const now = ctx.clock.now();
  const rows = await ctx.db.execute<Row>(sql`
    with ${busyConnectors(now)}
    select c.id, k.rank, k.far, c.sort_name, m.meters, s.name as site_name, s.time_zone as site_zone, p.lat, p.lon,
      coalesce(c.address, s.address) as place
    from chargers c left join sites s on s.id = c.site_id
    cross join lateral (select coalesce(c.latitude, s.latitude) as lat,
      coalesce(c.longitude, s.longitude) as lon) as p
    cross join lateral (select ${meters} as meters) as m
    cross join lateral (select ${rank} as rank, ${far} as far) as k
    where ${sql.join([...conditions(input, now), ...(after ? [after] : [])], sql` and `)}
    order by k.rank ${order}, k.far ${order}, c.sort_name ${order}, c.id ${order} limit ${
    limit + 1
  }`);
  const page = toPage(rows, {
    limit,
    cursor,
    keyOf: (row) => [row.rank, row.far, row.sort_name, row.id] as const,
  });
  return { ...page, items: await described(ctx, page.items) };
}

const isFavouriteOf = (userId: string): SQL =>
  sql`exists (select from favourite_chargers f
    where f.user_id = ${userId} and f.charge_box_id = c.charge_box_id)`;

function conditions(input: FindChargersInput, now: Date): SQL[] {
  const { search, near, radiusKm, favouritesOf, chargerIds } = input;
  const parts = [
    outletMatches({
      plugs: input.connectorTypes,
      minKw: input.minKw,
      freeOnly: input.freeOnly,
    }, now),
  ];
  if (search) {
    parts.push(searchSql(search, {
      names: [
        sql`c.charge_box_id`,
        sql`c.friendly_name`,
        sql`s.name`,
        sql`coalesce(c.address, s.address)`,
      ],
      ids: [sql`c.charge_box_id`],
      codes: [sql`c.public_id`],
    }));
  }
  if (chargerIds) parts.push(sql`c.id = any (${sql.param(`{${chargerIds.join(",")}}`)}::bigint[])`);
  if (favouritesOf !== undefined) parts.push(isFavouriteOf(favouritesOf));
  if (input.mode) parts.push(sql`c.management_mode = ${input.mode}`);
  if (near && radiusKm !== undefined) {
    const box = boxAround(near, radiusKm * 1_000);
    parts.push(sql`p.lat between ${box.south} and ${box.north}`);
    // Across the date line the comparison would leave out what is close: the distance decides alone.
    if (box.west >= -180 && box.east <= 180) {
      parts.push(sql`p.lon between ${box.west} and ${box.east}`);
    }
    parts.push(sql`m.meters <= ${Math.round(radiusKm * 1_000)}`);
  }
  return parts;
}

async function described(ctx: Ctx, found: Row[]): Promise<FoundCharger[]> {
  if (found.length === 0) return [];
  const rows = await ctx.db.select().from(chargers)
    .where(inArray(chargers.id, found.map((row) => row.id)));
  const views = new Map((await withConnectors(ctx, rows)).map((view) => [view.id, view]));
  return found.flatMap((row) => {
    const view = views.get(row.id);
    return view ? [asFound(view, row)] : [];
  });
}

function asFound(view: ChargerView, row: Row): FoundCharger {
  const total = Math.max(1, view.connectors.length);
  const usable = view.connectors.filter((one) => one.status === "online").length;
  return {
    ...view,
    site: row.site_name === null ? null : { name: row.site_name, timeZone: row.site_zone ?? "UTC" },
    position: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
    place: row.place,
    distanceM: row.meters,
    free: view.status !== "online" ? 0 : view.connectors.length > 0 ? usable : 1,
    total,
  };
}
