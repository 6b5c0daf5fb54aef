import { and, eq, ne } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type IssuedDeviceToken, issueDeviceToken } from "@/lib/auth/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { Capability } from "./capabilities.ts";
import { type DeviceFacts, kindOf } from "./schemas.ts";

export interface CreateDeviceInput extends DeviceFacts {
  label: string;
  ownerUserId: string;
  capabilities: Capability[];
  /** How it came about: `code`, `magic_link` or `qr`. */
  method: string;
}

/**
 * Makes a device and its token, audits both, and takes the push token away from whatever device had
 * it before: pushes of one phone must not follow its earlier owner. Call it inside a transaction.
 */
export async function createDevice(
  ctx: Ctx,
  input: CreateDeviceInput,
): Promise<{ deviceId: string; token: IssuedDeviceToken }> {
  const { method, platform, ...facts } = input;
  const now = ctx.clock.now();
  const [{ id: deviceId, kind }] = await ctx.db.insert(devices).values({
    ...facts,
    platform,
    kind: kindOf(platform),
    lastSeenAt: now,
    registeredAt: now,
  }).returning({ id: devices.id, kind: devices.kind });
  if (input.pushToken) await claimPushToken(ctx, { deviceId, pushToken: input.pushToken });
  await recordAudit(ctx, {
    event: "device.registered",
    subject: `device:${deviceId}`,
    metadata: {
      deviceId,
      kind,
      platform,
      model: input.model,
      appVersion: input.appVersion,
      capabilities: input.capabilities,
      method,
    },
  });
  return { deviceId, token: await issueDeviceToken(ctx, { deviceId }) };
}

/** Leaves a push token with one device alone. */
export async function claimPushToken(
  ctx: Ctx,
  { deviceId, pushToken }: { deviceId: string; pushToken: string },
): Promise<void> {
  await ctx.db.update(devices).set({ pushToken: null })
    .where(and(eq(devices.pushToken, pushToken), ne(devices.id, deviceId)));
}
