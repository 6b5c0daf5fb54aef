import { sql } from "drizzle-orm";
import { chargers } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { onlineCondition } from "./charger_status.ts";

export interface ChargerCounts {
  total: number;
  online: number;
  /** Managed chargers that are not online. */
  offline: number;
  unmanaged: number;
}

export async function chargerCounts(ctx: Ctx): Promise<ChargerCounts> {
  const online = onlineCondition(ctx.clock.now());
  const unmanaged = sql`${chargers.managementMode} = 'unmanaged'`;
  const [row] = await ctx.db.select({
    total: sql<number>`count(*)::int`,
    online: sql<number>`(count(*) filter (where ${online}))::int`,
    offline: sql<
      number
    >`(count(*) filter (where not ${unmanaged} and not coalesce(${online}, false)))::int`,
    unmanaged: sql<number>`(count(*) filter (where ${unmanaged}))::int`,
  }).from(chargers);
  return row;
}
