import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client.ts";
import { authSessions, operatorPermissions, users } from "@/db/schema/auth.ts";
import type { Language } from "@/lib/platform/i18n/languages.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import { roleBelongs } from "./admission.ts";
import type { SignInSurface } from "./cookies.ts";
import { PERMISSIONS } from "./permissions.ts";

/** Who is signed in, as `lib/web` knows it. */
export interface Session {
  id: string;
  userId: string;
  surface: SignInSurface;
  expiresAt: Date;
  user: {
    id: string;
    name: string | null;
    email: string | null;
    publicId: string;
    role: "customer" | "operator" | "admin";
    theme: "light" | "dark" | "system";
    language: Language | null;
    seenLanguage: Language | null;
  };
  /** All permissions for an admin, the granted ones for an operator, none for a customer. */
  permissions: readonly string[];
  /** The administrator who looks through this customer's eyes. */
  impersonatedBy?: string;
  /** `scan`: signed in by a tap at a charger. */
  signedInBy?: "scan";
}

const admins = alias(users, "admins");

/**
 * Loads the session of a verified token in one indexed query. Null when it is unknown, expired, of
 * another host, or when its person was disabled or no longer belongs to this host. A session by
 * impersonation ends with the administrator's office.
 */
export async function loadSession(
  deps: { db: Db; clock: Clock },
  token: string,
  surface: SignInSurface,
): Promise<Session | null> {
  const [row] = await deps.db.select({
    id: authSessions.id,
    expiresAt: authSessions.expiresAt,
    impersonatedBy: authSessions.impersonatedBy,
    signedInBy: authSessions.signedInBy,
    user: {
      id: users.id,
      name: users.name,
      email: users.email,
      publicId: users.publicId,
      role: users.role,
      theme: users.theme,
      language: users.language,
      seenLanguage: users.seenLanguage,
    },
    granted: sql<string[]>`array(select ${operatorPermissions.permission}
      from ${operatorPermissions} where ${operatorPermissions.userId} = ${users.id})`,
  }).from(authSessions).innerJoin(users, eq(users.id, authSessions.userId))
    .leftJoin(admins, eq(admins.id, authSessions.impersonatedBy)).where(and(
      eq(authSessions.token, token),
      eq(authSessions.surface, surface),
      gt(authSessions.expiresAt, deps.clock.now()),
      isNull(users.disabledAt),
      or(
        isNull(authSessions.impersonatedBy),
        and(eq(admins.role, "admin"), isNull(admins.disabledAt)),
      ),
    ));
  if (!row || !roleBelongs(row.user.role, surface)) return null;
  const { granted, impersonatedBy, signedInBy, ...session } = row;
  return {
    ...session,
    ...(impersonatedBy ? { impersonatedBy } : {}),
    ...(signedInBy ? { signedInBy } : {}),
    userId: row.user.id,
    surface,
    permissions: row.user.role === "admin"
      ? PERMISSIONS
      : row.user.role === "operator"
      ? granted
      : [],
  };
}
