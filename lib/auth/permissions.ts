import { and, eq } from "drizzle-orm";
import { operatorPermissions, users } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Actor, type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { conflict, forbidden, invalid, notFound } from "@/lib/platform/errors.ts";

/** What an operator can be granted; `admin` holds all of them (ruling 4). */
export const PERMISSIONS = [
  "chargers:operate",
  "cards:write",
  "billing:write",
  "users:write",
  "flags:write",
  "sync:trigger",
  "webhooks:replay",
  "devices:write",
  "monitoring:write",
  "intelligence:write",
  "audit:read",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const isPermission = (text: string): text is Permission =>
  (PERMISSIONS as readonly string[]).includes(text);

/** Whether the holder of a session or the actor of a context may do this. */
export function can(
  who: { permissions: readonly string[]; user?: { role: string }; role?: string } | null,
  permission: Permission,
): boolean {
  const role = who?.user?.role ?? who?.role;
  return role === "admin" || (role === "operator" && who!.permissions.includes(permission));
}

/** Throws forbidden, naming the permission, unless the actor holds it. The system itself holds all. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.kind === "system") return;
  if (actor.kind !== "user" || actor.impersonatedBy || !can(actor, permission)) {
    throw forbidden(`This needs the permission ${permission}. An administrator can grant it.`, {
      code: "permission_missing",
      details: { permission },
    });
  }
}

/** Grants one permission to an operator; granting it again changes nothing. Needs an admin. */
export function grantPermission(ctx: Ctx, input: { userId: string; permission: string }) {
  return changePermission(ctx, input, "permission.granted");
}

/** Takes one permission from an operator; taking what is not there changes nothing. Needs an admin. */
export function revokePermission(ctx: Ctx, input: { userId: string; permission: string }) {
  return changePermission(ctx, input, "permission.revoked");
}

async function changePermission(
  ctx: Ctx,
  { userId, permission }: { userId: string; permission: string },
  event: "permission.granted" | "permission.revoked",
): Promise<{ changed: boolean }> {
  requireAdmin(ctx.actor);
  if (!isPermission(permission)) throw invalid(`There is no permission called ${permission}.`);
  return await inTransaction(ctx, async (tx) => {
    const [user] = await tx.db.select({ role: users.role }).from(users).where(eq(users.id, userId))
      .for("share");
    if (!user) throw notFound("There is no such user.");
    if (user.role !== "operator") {
      throw conflict("Permissions belong to operators: an admin has all, a customer none.");
    }
    const grantedBy = ctx.actor.kind === "user" ? ctx.actor.userId : null;
    const changed = event === "permission.granted"
      ? await tx.db.insert(operatorPermissions).values({ userId, permission, grantedBy })
        .onConflictDoNothing().returning({ permission: operatorPermissions.permission })
      : await tx.db.delete(operatorPermissions).where(and(
        eq(operatorPermissions.userId, userId),
        eq(operatorPermissions.permission, permission),
      )).returning({ permission: operatorPermissions.permission });
    if (changed.length > 0) {
      await recordAudit(tx, { event, subject: `user:${userId}`, metadata: { permission } });
    }
    return { changed: changed.length > 0 };
  });
}

/** Who decides about operators: admins, and the system (command line, seeds). */
export function requireAdmin(actor: Actor): void {
  const isAdmin = actor.kind === "user" && actor.role === "admin" && !actor.impersonatedBy;
  if (!isAdmin && actor.kind !== "system") {
    throw forbidden("Only an administrator can change what operators may do.");
  }
}
