import { eq, sql } from "drizzle-orm";
import { devices, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { deviceActor } from "./capabilities.ts";

export interface DeviceIdentityView {
  deviceId: string;
  label: string;
  kind: string;
  ownerUserId: string | null;
  ownerDisplayName: string | null;
  ownerName: string | null;
  ownerEmail: string | null;
  /** Operators count as `admin`: the app knows two kinds of people. */
  ownerRole: "admin" | "customer" | null;
  registeredAt: Date;
  /** The active plan of a driver's cards. */
  planCode: string | null;
  planName: string | null;
}

/** The calling device, its owner and the owner's plan. Throws `unauthorized` for any other actor. */
export async function getDevice(ctx: Ctx): Promise<DeviceIdentityView> {
  const { deviceId } = deviceActor(ctx);
  const [row] = await ctx.db.select({
    deviceId: devices.id,
    label: devices.label,
    kind: devices.kind,
    ownerUserId: devices.ownerUserId,
    ownerName: users.name,
    ownerEmail: users.email,
    role: users.role,
    registeredAt: devices.registeredAt,
    plan: sql<[string, string] | null>`(select array[p.code, coalesce(s.name, p.name)]
      from user_mappings m
      join lago_subscriptions s
        on s.external_id = m.lago_subscription_external_id and s.status = 'active'
      join lago_plans p on p.code = s.plan_code
      where m.user_id = ${devices.ownerUserId} order by m.is_active desc, m.id limit 1)`,
  }).from(devices).leftJoin(users, eq(users.id, devices.ownerUserId))
    .where(eq(devices.id, deviceId));
  if (!row) throw notFound("This device is not known any more.");
  const { role, plan, ...device } = row;
  return {
    ...device,
    ownerDisplayName: row.ownerName ?? row.ownerEmail,
    ownerRole: role === null ? null : role === "customer" ? "customer" : "admin",
    planCode: plan?.[0] ?? null,
    planName: plan?.[1] ?? null,
  };
}
