import { authAudit } from "@/db/schema/auth.ts";
import type { Actor, Ctx } from "@/lib/platform/context.ts";
import { shortTag } from "@/lib/platform/ids.ts";
import { storableJson } from "@/lib/platform/storable_json.ts";

/** The part of a service context an audit row is made from. */
export type AuditContext =
  & Pick<Ctx, "db" | "actor">
  & Partial<Pick<Ctx, "requestId" | "ip" | "userAgent">>;

export interface AuditEntry {
  /** Dotted name, e.g. `auth.sign_in` (spec 5.13). */
  event: string;
  /** What it happened to, e.g. `user:…` or `charger:…`. */
  subject?: string;
  /** Facts worth keeping. Values under tag-like keys are shortened, secret-like keys are dropped. */
  metadata?: Record<string, unknown>;
  route?: string;
}

const TAG_KEY = /^(id_?tag|parent_?id_?tag|tag|card_?id)s?$/i;
const SECRET_KEY = /(password|secret|token|cookie|authorization)$/i;

/** Writes one row of the audit trail through `ctx.db`, so it stands or falls with the caller's transaction. */
export async function recordAudit(ctx: AuditContext, entry: AuditEntry): Promise<void> {
  await ctx.db.insert(authAudit).values({
    event: entry.event,
    actorKind: ctx.actor.kind,
    actorUserId: userOf(ctx.actor),
    subject: entry.subject,
    metadata: { ...tidy(entry.metadata ?? {}), ...actorFacts(ctx.actor) },
    ip: ctx.ip,
    userAgent: ctx.userAgent?.slice(0, 300),
    route: entry.route,
    requestId: ctx.requestId,
  });
}

function userOf(actor: Actor): string | null {
  if (actor.kind === "user") return actor.impersonatedBy ?? actor.userId;
  return actor.kind === "device" ? actor.userId : null;
}

function actorFacts(actor: Actor): Record<string, unknown> {
  if (actor.kind === "device") return { deviceId: actor.deviceId };
  if (actor.kind === "webhook") return { source: actor.source };
  if (actor.kind === "system") return { process: actor.name };
  return actor.kind === "user" && actor.impersonatedBy ? { actingAs: actor.userId } : {};
}

/** Full card ids never reach the trail, at any depth (spec 5.13). */
function tidy(value: Record<string, unknown>): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (SECRET_KEY.test(key)) continue;
    clean[key] = TAG_KEY.test(key) ? shortened(item) : nested(item);
  }
  return clean;
}

function shortened(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(shortened);
  return typeof item === "string" ? shortTag(item) : nested(item);
}

function nested(item: unknown): unknown {
  // Half a character in what somebody typed must not undo what is audited.
  if (typeof item === "string") return storableJson(item);
  if (Array.isArray(item)) return item.map(nested);
  return item !== null && typeof item === "object" && !(item instanceof Date)
    ? tidy(item as Record<string, unknown>)
    : item;
}
