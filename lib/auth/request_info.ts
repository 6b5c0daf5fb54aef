import type { AuditContext } from "@/lib/audit/mod.ts";
import type { Db } from "@/db/client.ts";

/** Where a sign-in attempt comes from. */
export interface RequestInfo {
  headers: Headers;
  ip?: string;
  requestId?: string;
}

/** The audit context of somebody who is not, or not yet, signed in. */
export function anonymousContext(db: Db, info: RequestInfo): AuditContext {
  return {
    db,
    actor: { kind: "anonymous" },
    ip: info.ip,
    userAgent: info.headers.get("user-agent") ?? undefined,
    requestId: info.requestId,
  };
}
