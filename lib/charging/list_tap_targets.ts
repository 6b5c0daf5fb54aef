import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "@/lib/platform/context.ts";
import { DEVICE_ONLINE_MS } from "@/lib/platform/liveness.ts";
import { ONLINE_WINDOW_MS } from "./charger_status.ts";

/** Something a card can be tapped at (spec 4.2, row 6). */
export interface TapTarget {
  /** The charge box id of a charger, the UUID of a device. */
  deviceId: string;
  pairableType: "charger" | "device";
  kind: "charger" | "phone_nfc" | "tablet_nfc" | "laptop_nfc";
  label: string;
  capabilities: string[];
  isOnline: boolean;
  isOwnDevice?: boolean;
  lastSeenAtIso: string | null;
}

export interface ListTapTargetsInput {
  /** Devices of this person are listed beside the chargers; without one, chargers alone. */
  ownerUserId?: string;
  /** Only this reader. */
  id?: string;
  onlineOnly?: boolean;
}

const row = z.object({
  id: z.string(),
  kind: z.enum(["charger", "phone_nfc", "tablet_nfc", "laptop_nfc"]),
  label: z.string(),
  capabilities: z.array(z.string()),
  owner_user_id: z.string().nullable(),
  last_seen_at: z.coerce.date().nullable(),
  is_online: z.boolean(),
});

/** Readers of cards, online ones first, then by name as people sort; at most 200. */
export async function listTapTargets(
  ctx: Ctx,
  { ownerUserId, id, onlineOnly }: ListTapTargetsInput = {},
): Promise<TapTarget[]> {
  const since = (ms: number) => new Date(ctx.clock.nowMs() - ms).toISOString();
  const rows = await ctx.db.execute(sql`
    select * from (
      select coalesce(c.sort_name, natural_name(t.label) collate "C") as sort_name, t.id, t.kind, t.label, t.capabilities, t.owner_user_id, t.last_seen_at,
        case when t.kind = 'charger'
          then coalesce(c.management_mode <> 'unmanaged' and (coalesce(c.steve_connected, false)
            or t.last_seen_at > ${since(ONLINE_WINDOW_MS)}::timestamptz), false)
          else coalesce(t.last_seen_at > ${since(DEVICE_ONLINE_MS)}::timestamptz, false)
        end as is_online
      from tappable_devices t
      left join chargers c on t.kind = 'charger' and c.charge_box_id = t.id
      where t.revoked_at is null and (t.kind = 'charger'
        or ('scanner' = any (t.capabilities) and t.owner_user_id = ${ownerUserId ?? null}::text))
        and (${id ?? null}::text is null or t.id = ${id ?? null}::text)
    ) readers
    where is_online or not ${onlineOnly ?? false}::boolean
    order by is_online desc, sort_name, id limit 200`);
  return z.array(row).parse([...rows]).map((reader) => ({
    deviceId: reader.id,
    pairableType: reader.kind === "charger" ? "charger" : "device",
    kind: reader.kind,
    label: reader.label,
    capabilities: reader.capabilities,
    isOnline: reader.is_online,
    ...(reader.owner_user_id === null ? {} : { isOwnDevice: true }),
    lastSeenAtIso: reader.last_seen_at?.toISOString() ?? null,
  }));
}

/** One charger as a reader of cards; null when there is none of that charge box id. */
export async function findTapCharger(ctx: Ctx, chargeBoxId: string): Promise<TapTarget | null> {
  const [found] = await listTapTargets(ctx, { id: chargeBoxId });
  return found?.pairableType === "charger" ? found : null;
}
