import { and, eq, isNull, sql } from "drizzle-orm";
import { users } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { IssuedDeviceToken } from "@/lib/auth/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { DEFAULT_CAPABILITIES } from "./capabilities.ts";
import { createDevice } from "./create_device.ts";
import type { NativeSignInBody } from "./schemas.ts";

export interface SignedInDevice {
  device: { id: string; label: string; capabilities: string[]; ownerUserId: string };
  token: IssuedDeviceToken;
  user: { id: string; publicId: string; name: string | null; email: string | null };
}

/** The proof that was checked before: one condition on `users` that names a single person. */
export type Proof = { email: string } | { publicId: string };

const lostSinceTheNewestCard = sql`exists (
  select 1 from auth_audit a join user_mappings m on a.subject = 'card:' || m.id
  where m.user_id = ${users.id} and a.event = 'customer.card.reported_lost'
    and a.created_at > (select max(n.created_at) from user_mappings n
      where n.user_id = ${users.id} and n.tag_type <> 'phone_nfc'))`;

/**
 * Signs a driver in on a phone whose proof was checked: a device of the driver's own and its token. No
 * cookie session is made, since the token is all the app sends. Null when the proof belongs to nobody
 * who may sign in. Call it inside the transaction that uses the proof up.
 */
export async function nativeSignIn(
  ctx: Ctx,
  input: { proof: Proof; method: "magic_link" | "qr"; facts: NativeSignInBody },
): Promise<SignedInDevice | null> {
  const { proof, method, facts: { deviceLabel: label, ...facts } } = input;
  const [user] = await ctx.db.select({
    id: users.id,
    publicId: users.publicId,
    name: users.name,
    email: users.email,
  }).from(users).where(and(
    "email" in proof
      ? eq(users.email, proof.email)
      // The id is printed on the card: a lost one proves nothing until the driver has a newer card.
      : and(eq(users.publicId, proof.publicId), sql`not ${lostSinceTheNewestCard}`),
    eq(users.role, "customer"),
    isNull(users.disabledAt),
  ));
  if (!user) return null;
  const actor = { kind: "user", userId: user.id, role: "customer", permissions: [] } as const;
  const capabilities = [...DEFAULT_CAPABILITIES];
  const owned = { ...ctx, actor };
  const { deviceId, token } = await createDevice(owned, {
    ...facts,
    label,
    ownerUserId: user.id,
    capabilities,
    method,
  });
  if ("email" in proof) {
    // Whoever opened the mail reads this address.
    await ctx.db.update(users).set({ emailVerified: true }).where(eq(users.id, user.id));
  }
  await recordAudit(owned, {
    event: "auth.sign_in",
    subject: `user:${user.id}`,
    metadata: { surface: "device", method, deviceId },
  });
  await raiseNotification(owned, {
    audience: "customer",
    userId: user.id,
    severity: "info",
    source: "devices",
    title: msg("A phone signed in to your account"),
    body: msg("If this was not you, tell the operator: they can sign the phone out."),
    dedupeKey: `devices:signed-in:${deviceId}`,
  });
  return { device: { id: deviceId, label, capabilities, ownerUserId: user.id }, token, user };
}
