import type { SignInSurface } from "./cookies.ts";

export type Role = "customer" | "operator" | "admin";

/** Customers live on the customer host, operators and admins on the admin host; nobody on both. */
export function roleBelongs(role: Role, surface: SignInSurface): boolean {
  return (role === "customer") === (surface === "customer");
}

/** Whether this person may hold a session of that host now. */
export function mayHoldSession(
  user: { role: Role; disabledAt: Date | null } | undefined,
  surface: SignInSurface,
): boolean {
  return user !== undefined && user.disabledAt === null && roleBelongs(user.role, surface);
}

/**
 * The group gate of single sign-on (ruling 3): with a group set only its members pass, without one
 * everybody the provider admits does. `groups` may be a list or one space-separated text.
 */
export function passesGroupGate(profile: Record<string, unknown>, group: string | undefined) {
  if (!group) return true;
  const { groups } = profile;
  if (Array.isArray(groups)) return groups.includes(group);
  return typeof groups === "string" && groups.split(/[\s,]+/).includes(group);
}
