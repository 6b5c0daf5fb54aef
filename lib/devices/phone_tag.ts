import { and, eq, isNotNull, sql } from "drizzle-orm";
import { userMappings } from "@/db/schema/mod.ts";
import { customerScope, linkCard } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";

/** The OCPP tag a phone charges under: 20 characters, of the device's random id. */
export const phoneTagOf = (deviceId: string) =>
  `APP-${deviceId.replaceAll("-", "").slice(0, 16).toUpperCase()}`;

/**
 * Links the phone's own tag to its driver, billed like the driver's cards. Null when nothing may be
 * charged: every card is unlinked (the phone must not bring a driver back), or nobody would pay.
 */
export async function bindPhoneTag(
  ctx: Ctx,
  input: { deviceId: string; userId: string; label: string },
): Promise<{ mappingId: number; idTag: string } | null> {
  const scope = await customerScope(ctx, input.userId);
  if (!scope.isActive || scope.lagoCustomerExternalId === null) return null;
  const [billed] = await ctx.db.select({ subscription: userMappings.lagoSubscriptionExternalId })
    .from(userMappings).where(and(
      eq(userMappings.userId, input.userId),
      eq(userMappings.isActive, true),
      eq(userMappings.lagoCustomerExternalId, scope.lagoCustomerExternalId),
      isNotNull(userMappings.lagoSubscriptionExternalId),
    )).orderBy(userMappings.id).limit(1);
  const idTag = phoneTagOf(input.deviceId);
  const { mappingId } = await linkCard(ctx, {
    idTag,
    userId: input.userId,
    tagType: "phone_nfc",
    displayName: input.label,
    lagoCustomerExternalId: scope.lagoCustomerExternalId,
    lagoSubscriptionExternalId: billed?.subscription ?? null,
  });
  return { mappingId, idTag };
}

/**
 * Tells SteVe of a phone's tag at once. Failing is fine: the sync worker creates what SteVe lacks.
 */
export async function pushPhoneTag(
  ctx: Ctx,
  input: { steve: SteveClient; mappingId: number; idTag: string },
): Promise<void> {
  try {
    const tag = await input.steve.createTag({ idTag: input.idTag, note: "Polaris Express" });
    await ctx.db.update(userMappings)
      .set({ steveOcppTagPk: tag.ocppTagPk, stevePushedActive: true })
      .where(and(eq(userMappings.id, input.mappingId), eq(userMappings.isActive, true)));
  } catch (error) {
    ctx.log.warning("A phone's tag waits for the next sync.", { error: messageOf(error) });
  }
}

/** Unlinks the tag of a device that goes; the sync worker blocks it in SteVe. */
export async function unbindPhoneTag(ctx: Ctx, { deviceId }: { deviceId: string }): Promise<void> {
  await ctx.db.update(userMappings).set({ isActive: false, updatedAt: ctx.clock.now() }).where(and(
    sql`upper(${userMappings.steveOcppIdTag}) = ${phoneTagOf(deviceId)}`,
    eq(userMappings.tagType, "phone_nfc"),
    eq(userMappings.isActive, true),
  ));
}
