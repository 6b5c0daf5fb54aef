import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { deviceActor } from "../capabilities.ts";

/** Marks the calling device as seen now. False when its token no longer lets it in. */
export async function markSeen(ctx: Ctx): Promise<boolean> {
  const { tokenId } = deviceActor(ctx);
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.db.execute(sql`
    update devices d set last_seen_at = greatest(d.last_seen_at, ${now}::timestamptz)
    from device_tokens t
    where t.id = ${tokenId}::uuid and d.id = t.device_id and d.deleted_at is null
      and t.revoked_at is null and t.expires_at > ${now}::timestamptz
      and not exists (select 1 from users u where u.id = d.owner_user_id and u.disabled_at is not null)
    returning d.id`);
  return rows.length > 0;
}
