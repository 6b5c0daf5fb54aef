import { randomInt, randomUUID } from "node:crypto";
import { and, count, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client.ts";
import { magicLinkAudit, users, verifications } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { deriveKey, hmacSha256Hex, randomToken, sha256Hex } from "@/lib/platform/crypto.ts";
import { acceptedLanguage, chosenLanguage, type Language } from "@/lib/platform/i18n/languages.ts";
import type { Mailer } from "@/lib/platform/mail.ts";
import { magicLinkMail } from "./mail/magic_link.tsx";
import { safeNext } from "./next_path.ts";
import { anonymousContext, type RequestInfo } from "./request_info.ts";

export interface MagicLinkDeps {
  config: Config;
  db: Db;
  clock: Clock;
  mail: Pick<Mailer, "queue">;
  /** Waits; tests replace it. */
  pause?: (ms: number) => Promise<void>;
}

export interface MagicLinkRequest {
  email: string;
  /** Path on the customer host to open after signing in. */
  next?: string | null;
  /** `app` makes the `/m/…` link that opens the phone app (spec 1.4). */
  target?: "web" | "app";
  kind?: "sign_in" | "invitation";
}

const MAILS_PER_WINDOW = 5;
const WINDOW_MS = 600_000;
/** Identifier and value are the ones BetterAuth's magic-link plugin reads when it verifies. */
export const magicLinkIdentifier = (token: string) => `magic-link:${sha256Hex(token)}`;
export const magicLinkRecord = z.object({ type: z.literal("magic-link"), email: z.email() });

/**
 * Mails a sign-in link to a driver. Whoever asks learns nothing: an unknown, disabled, operator's or
 * over-mailed address takes the same answer and the same 50–150 ms. Link and mail are one transaction.
 */
export async function requestMagicLink(
  deps: MagicLinkDeps,
  info: RequestInfo,
  request: MagicLinkRequest,
): Promise<void> {
  const email = request.email.trim().toLowerCase();
  await withJitter(deps, async () => {
    const emailHash = hashAddress(deps.config, email);
    const outcome = await deps.db.transaction(async (transaction) => {
      const tx = transaction as unknown as Db; // A transaction has Db's query methods.
      const { outcome, language } = await decide(tx, deps.clock, email, emailHash);
      if (outcome === "sent") {
        await issue(deps, tx, { ...request, email }, mailLanguage(info, language));
      }
      await tx.insert(magicLinkAudit).values({
        emailHash,
        outcome,
        ip: info.ip,
        createdAt: deps.clock.now(),
      });
      return outcome;
    });
    await recordAudit(anonymousContext(deps.db, info), {
      event: "auth.magic_link_requested",
      metadata: { outcome, addressHash: emailHash.slice(0, 12) },
    });
  });
}

/** The address a link belongs to while it can still be used, else null. Reading does not use it up. */
export async function peekMagicLink(
  deps: Pick<MagicLinkDeps, "db" | "clock">,
  token: string,
): Promise<{ email: string } | null> {
  if (!/^[A-Za-z0-9_-]{8,128}$/.test(token)) return null;
  const [row] = await deps.db.select({ value: verifications.value }).from(verifications).where(and(
    eq(verifications.identifier, magicLinkIdentifier(token)),
    gt(verifications.expiresAt, deps.clock.now()),
  ));
  const parsed = magicLinkRecord.safeParse(row ? JSON.parse(row.value) : null);
  return parsed.success ? { email: parsed.data.email } : null;
}

/** Runs `work` and answers after it and after a random 50–150 ms, whichever is later. */
export async function withJitter<T>(
  deps: Pick<MagicLinkDeps, "pause">,
  work: () => Promise<T>,
): Promise<T> {
  const pause = deps.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const [result] = await Promise.all([work(), pause(randomInt(50, 151))]);
  return result;
}

interface Decision {
  outcome: "sent" | "unknown" | "limited";
  /** The one the person chose or last read the pages in. */
  language: Language | null;
}

async function decide(
  tx: Db,
  clock: Clock,
  email: string,
  emailHash: string,
): Promise<Decision> {
  // Serialises requests for one address, so that the count below cannot be raced past.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${emailHash}, 7))`);
  const [user] = await tx.select({
    role: users.role,
    disabledAt: users.disabledAt,
    language: users.language,
    seenLanguage: users.seenLanguage,
  }).from(users).where(eq(users.email, email));
  const [recent] = await tx.select({ mails: count() }).from(magicLinkAudit).where(and(
    eq(magicLinkAudit.emailHash, emailHash),
    eq(magicLinkAudit.outcome, "sent"),
    gt(magicLinkAudit.createdAt, new Date(clock.nowMs() - WINDOW_MS)),
  ));
  const language = user?.language ?? user?.seenLanguage ?? null;
  if (!user || user.role !== "customer" || user.disabledAt) return { outcome: "unknown", language };
  return { outcome: recent.mails >= MAILS_PER_WINDOW ? "limited" : "sent", language };
}

async function issue(
  { config, clock, mail }: MagicLinkDeps,
  tx: Db,
  { email, next, target = "web", kind = "sign_in" }: MagicLinkRequest,
  language: Language,
): Promise<void> {
  const token = randomToken(32);
  const ttlSec = kind === "invitation"
    ? config.MAGIC_LINK_INVITE_TTL_SECONDS
    : config.MAGIC_LINK_TTL_SECONDS;
  await tx.insert(verifications).values({
    id: randomUUID(),
    identifier: magicLinkIdentifier(token),
    value: JSON.stringify({ type: "magic-link", email }),
    expiresAt: new Date(clock.nowMs() + ttlSec * 1000),
  });
  await mail.queue(tx, {
    to: email,
    category: "magic_link",
    audience: "customer",
    ...magicLinkMail({
      url: linkUrl(config, token, target, safeNext(next)),
      contactEmail: config.OPERATOR_CONTACT_EMAIL,
      ttlSec,
      kind,
      language,
    }),
  });
}

/** What was chosen in the asking browser comes first, what that browser merely prefers last. */
function mailLanguage({ headers }: RequestInfo, known: Language | null): Language {
  return chosenLanguage(headers.get("cookie")) ?? known ??
    acceptedLanguage(headers.get("accept-language"));
}

function linkUrl(config: Config, token: string, target: "web" | "app", next: string): string {
  if (target === "app") return `${config.appUrl}/m/${token}`;
  const query = new URLSearchParams({ token, ...(next === "/" ? {} : { next }) });
  return `${config.appUrl}/login/link?${query}`;
}

/** Keyed, so that the table cannot be searched for guessed addresses. */
function hashAddress(config: Config, email: string): string {
  return hmacSha256Hex(deriveKey(config.AUTH_SECRET, "mail-address"), email);
}
