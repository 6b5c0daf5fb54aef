import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { authAccounts, authSessions, operatorPermissions, users } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { conflict, invalid, notFound } from "@/lib/platform/errors.ts";
import { newPublicId, newUserId } from "@/lib/platform/ids.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./instance.ts";
import { requireAdmin, requirePermission } from "./permissions.ts";

const operator = z.object({
  email: z.email().max(254).transform((text) => text.toLowerCase()),
  name: z.string().trim().min(1).max(120),
  role: z.enum(["operator", "admin"]),
  password: z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH),
});

export type OperatorInput = z.input<typeof operator>;

/**
 * Creates an operator or admin with a password. An address that exists is reported with
 * `created: false` and stays as it is; `resetPassword` sets a new password on it and ends its sessions.
 * Errors: invalid input, forbidden, conflict when the address belongs to a driver.
 */
export async function createOperator(
  ctx: Ctx,
  input: OperatorInput,
  options: { resetPassword?: boolean } = {},
): Promise<{ userId: string; created: boolean; passwordSet: boolean }> {
  requireAdmin(ctx.actor);
  const parsed = operator.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(`${issue.path.join(".")}: ${issue.message}`, { details: parsed.error.issues });
  }
  const { email, name, role, password } = parsed.data;
  const hash = await hashPassword(password);
  return await inTransaction(ctx, async (tx) => {
    const id = newUserId();
    const [made] = await tx.db.insert(users)
      .values({ id, email, name, role, emailVerified: true, publicId: newPublicId() })
      .onConflictDoNothing({ target: users.email }).returning({ id: users.id });
    if (made) {
      await setPassword(tx, id, hash);
      await recordAudit(tx, { event: "user.created", subject: `user:${id}`, metadata: { role } });
      return { userId: id, created: true, passwordSet: true };
    }
    const [known] = await tx.db.select({ id: users.id, role: users.role }).from(users)
      .where(eq(users.email, email));
    if (known.role === "customer") throw conflict("This address belongs to a driver.");
    if (!options.resetPassword) return { userId: known.id, created: false, passwordSet: false };
    await setPassword(tx, known.id, hash);
    await tx.db.delete(authSessions).where(eq(authSessions.userId, known.id));
    await recordAudit(tx, { event: "user.password_reset", subject: `user:${known.id}` });
    return { userId: known.id, created: false, passwordSet: true };
  });
}

/** Bars a person from signing in and ends every session at once. Repeating it changes nothing. */
export async function disableUser(ctx: Ctx, userId: string): Promise<void> {
  requirePermission(ctx.actor, "users:write");
  if (ctx.actor.kind === "user" && ctx.actor.userId === userId) {
    throw conflict("You cannot disable yourself. Ask another administrator.");
  }
  await inTransaction(ctx, async (tx) => {
    const role = await loadRole(tx, userId);
    if (role !== "customer") requireAdmin(ctx.actor);
    const changed = await tx.db.update(users)
      .set({ disabledAt: ctx.clock.now(), updatedAt: ctx.clock.now() })
      .where(and(eq(users.id, userId), isNull(users.disabledAt))).returning({ id: users.id });
    await tx.db.delete(authSessions).where(eq(authSessions.userId, userId));
    if (changed.length > 0) {
      await recordAudit(tx, { event: "user.disabled", subject: `user:${userId}` });
    }
  });
}

/** Lets a disabled person sign in again. */
export async function enableUser(ctx: Ctx, userId: string): Promise<void> {
  requirePermission(ctx.actor, "users:write");
  await inTransaction(ctx, async (tx) => {
    if (await loadRole(tx, userId) !== "customer") requireAdmin(ctx.actor);
    await tx.db.update(users).set({ disabledAt: null, updatedAt: ctx.clock.now() })
      .where(eq(users.id, userId));
    await recordAudit(tx, { event: "user.enabled", subject: `user:${userId}` });
  });
}

/**
 * Makes an operator an admin or the reverse. Sessions end, so the new role counts from the next
 * sign-in (spec 2.2). The last enabled admin cannot be demoted; drivers never become operators here.
 */
export async function setOperatorRole(
  ctx: Ctx,
  input: { userId: string; role: "operator" | "admin" },
): Promise<void> {
  requireAdmin(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const admins = await tx.db.select({ id: users.id }).from(users)
      .where(and(eq(users.role, "admin"), isNull(users.disabledAt))).orderBy(users.id)
      .for("update");
    const role = await loadRole(tx, input.userId);
    if (role === "customer") throw conflict("A driver cannot become an operator.");
    if (role === input.role) return;
    if (input.role === "operator" && admins.every((row) => row.id === input.userId)) {
      throw conflict("This is the last administrator. Promote somebody else first.");
    }
    await tx.db.update(users).set({ role: input.role, updatedAt: ctx.clock.now() })
      .where(eq(users.id, input.userId));
    if (input.role === "admin") {
      await tx.db.delete(operatorPermissions).where(eq(operatorPermissions.userId, input.userId));
    }
    await tx.db.delete(authSessions).where(eq(authSessions.userId, input.userId));
    await recordAudit(tx, {
      event: "user.role_changed",
      subject: `user:${input.userId}`,
      metadata: { from: role, to: input.role },
    });
  });
}

async function loadRole(ctx: Ctx, userId: string) {
  const [user] = await ctx.db.select({ role: users.role }).from(users).where(eq(users.id, userId))
    .for("update");
  if (!user) throw notFound("There is no such user.");
  return user.role;
}

async function setPassword(ctx: Ctx, userId: string, password: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.insert(authAccounts).values({
    id: randomUUID(),
    accountId: userId,
    providerId: "credential",
    userId,
    password,
  }).onConflictDoUpdate({
    target: [authAccounts.providerId, authAccounts.accountId],
    set: { password, updatedAt: now },
  });
}
