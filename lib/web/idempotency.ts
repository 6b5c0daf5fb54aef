import { and, eq, isNull, lte } from "drizzle-orm";
import { idempotencyKeys } from "@/db/schema/platform.ts";
import { decryptText, deriveKey, encryptText, sha256Hex } from "@/lib/platform/crypto.ts";
import type { Db } from "@/db/client.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Answer } from "./reply.ts";
import { RequestError } from "./request_error.ts";

const KEPT_MS = 24 * 3_600_000;
/** Longer than any handler may take; after it a request that died is taken over by its repeat. */
const LOCK_MS = 120_000;
const KEPT_HEADERS = new Set(["content-type", "location", "retry-after"]);

export interface Scope {
  key: string;
  /** Method and path template. */
  route: string;
  /** The caller. */
  userId: string;
  requestHash: string;
}

interface Deps {
  db: Db;
  clock: Clock;
}

/** Hides a saved body and shows it again. */
export interface Seal {
  close(text: string): string;
  open(sealed: string): string;
}

/**
 * A seal for answers that hold a secret. Its key comes from AUTH_SECRET and from the request's body,
 * which is not saved: the row and the master secret alone do not open it. A repeat does.
 */
export function sealOf(authSecret: string, rawBody: Uint8Array): Seal {
  const key = deriveKey(authSecret, `idempotent-answer:${sha256Hex(rawBody)}`);
  return {
    close: (text) => encryptText(key, text),
    open: (sealed) => decryptText(key, sealed),
  };
}

/** The key of a request; null when it has none, 400 when it is too long or empty. */
export function readIdempotencyKey(req: Request): string | null {
  const key = req.headers.get("idempotency-key");
  if (key === null) return null;
  if (key.length >= 1 && key.length <= 255) return key;
  throw new RequestError(
    400,
    "invalid_idempotency_key",
    "Idempotency-Key must have 1 to 255 characters.",
  );
}

/** What makes two requests the same: address and body. */
export function hashRequest(url: URL, rawBody: Uint8Array): string {
  return sha256Hex(`${url.pathname}${url.search}\n${sha256Hex(rawBody)}`);
}

/**
 * Runs `work` once per scope within 24 h; a repeat gets the saved answer with `Idempotent-Replay: true`.
 * Throws 409 for another request under the same key and while the first still runs. When `work`
 * throws, or `isKept` refuses its answer, nothing is saved and the next repeat runs again.
 */
export async function runOnce(
  deps: Deps,
  scope: Scope,
  work: () => Promise<Answer>,
  isKept: (answer: Answer) => boolean,
  seal?: Seal,
): Promise<Answer> {
  const lockedUntil = new Date(deps.clock.nowMs() + LOCK_MS);
  const claim = await claimKey(deps, scope, lockedUntil);
  if ("replay" in claim) {
    const { replay } = claim;
    return seal && replay.body !== null ? { ...replay, body: seal.open(replay.body) } : replay;
  }
  // The lock's end names our claim: whoever lost it to a repeat must not overwrite that one's answer.
  const ours = and(
    eq(idempotencyKeys.id, claim.id),
    isNull(idempotencyKeys.status),
    eq(idempotencyKeys.lockedUntil, lockedUntil),
  );
  const release = () => deps.db.delete(idempotencyKeys).where(ours);
  let answer: Answer;
  try {
    answer = await work();
  } catch (error) {
    await release().catch(() => {}); // The lock ends by itself; the handler's failure is the news.
    throw error;
  }
  if (!isKept(answer)) {
    await release();
    return answer;
  }
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => KEPT_HEADERS.has(name.toLowerCase())),
  );
  const body = seal && answer.body !== null ? seal.close(answer.body) : answer.body;
  await deps.db.update(idempotencyKeys).set({ status: answer.status, headers, body }).where(ours);
  return answer;
}

type Claim = { id: number } | { replay: Answer };

async function claimKey({ db, clock }: Deps, scope: Scope, lockedUntil: Date): Promise<Claim> {
  const now = clock.now();
  const fresh = { ...scope, lockedUntil, createdAt: now };
  const [inserted] = await db.insert(idempotencyKeys).values(fresh).onConflictDoNothing()
    .returning({ id: idempotencyKeys.id });
  if (inserted) return inserted;
  const [row] = await db.select().from(idempotencyKeys).where(and(
    eq(idempotencyKeys.key, scope.key),
    eq(idempotencyKeys.route, scope.route),
    eq(idempotencyKeys.userId, scope.userId),
  ));
  if (!row) throw stillRunning(1); // Released between the two statements.
  if (row.createdAt.getTime() <= now.getTime() - KEPT_MS) {
    const [taken] = await db.update(idempotencyKeys)
      .set({ ...fresh, status: null, headers: null, body: null })
      .where(and(eq(idempotencyKeys.id, row.id), lte(idempotencyKeys.createdAt, row.createdAt)))
      .returning({ id: idempotencyKeys.id });
    if (taken) return taken;
    throw stillRunning(1);
  }
  if (row.requestHash !== scope.requestHash) {
    throw new RequestError(
      409,
      "idempotency_key_reused",
      "This Idempotency-Key was used for another request. Use a new key.",
    );
  }
  if (row.status !== null) {
    return {
      replay: {
        status: row.status,
        headers: { ...row.headers, "idempotent-replay": "true" },
        body: row.body,
      },
    };
  }
  const [taken] = await db.update(idempotencyKeys).set({ lockedUntil })
    .where(and(
      eq(idempotencyKeys.id, row.id),
      isNull(idempotencyKeys.status),
      lte(idempotencyKeys.lockedUntil, now),
    )).returning({ id: idempotencyKeys.id });
  if (taken) return taken;
  throw stillRunning(2);
}

function stillRunning(retryAfterSec: number): RequestError {
  return new RequestError(
    409,
    "idempotency_in_progress",
    "The first request with this Idempotency-Key is still running. Try again shortly.",
    { headers: { "retry-after": String(retryAfterSec) } },
  );
}
