import type { Database } from "@/db/client.ts";
import { users } from "@/db/schema/auth.ts";
import { systemClock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import { newPublicId, newUserId } from "@/lib/platform/ids.ts";
import { logger } from "@/lib/platform/log.ts";
import type { OutgoingMail } from "@/lib/platform/mail.ts";
import { testConfig, testContext } from "@/tests/support/database.ts";
import { createAuth } from "../create_auth.ts";
import type { SignInLimiter } from "../sign_in_limit.ts";
import { createOperator } from "../users.ts";

export const PASSWORD = "correct horse battery";

/** Auth over a test database, with mail caught in a list and a limiter that counts in memory. */
export function authBench(database: Database, over: Partial<Config> = {}) {
  const config = testConfig(over);
  const outbox: OutgoingMail[] = [];
  const counts = new Map<string, number>();
  const limiter: SignInLimiter = {
    consume: (key, { points }) => {
      const used = (counts.get(key) ?? 0) + 1;
      counts.set(key, used);
      return Promise.resolve({ allowed: used <= points, resetMs: 42_000 });
    },
  };
  const pauses: number[] = [];
  const auth = createAuth({
    config,
    db: database.db,
    sql: database.sql,
    clock: systemClock,
    log: logger("test"),
    limiter,
    mail: { queue: (_db, mail) => Promise.resolve(outbox.push(mail)) },
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
  });
  const ctx = testContext(database, { config });
  return {
    auth,
    config,
    ctx,
    outbox,
    pauses,
    limiter,
    forgetTries: () => counts.clear(),
    /** A new operator with PASSWORD. */
    async operator(email: string, role: "operator" | "admin" = "operator"): Promise<string> {
      return (await createOperator(ctx, { email, name: "Op", role, password: PASSWORD })).userId;
    },
    /** A new driver. */
    async driver(email: string): Promise<string> {
      const id = newUserId();
      await database.db.insert(users)
        .values({ id, email, emailVerified: true, publicId: newPublicId(), role: "customer" });
      return id;
    },
    /** The token of the newest mail. */
    lastToken(): string {
      const token = /[?&]token=([\w-]+)/.exec(outbox.at(-1)?.text ?? "")?.[1];
      if (!token) throw new Error("No mail with a link was queued.");
      return token;
    },
    /** Cookies as a browser would send them after these answers. */
    jar: (...setCookies: string[][]) =>
      setCookies.flat().map((text) => text.split(";")[0]).filter((pair) => !pair.endsWith("="))
        .join("; "),
    admin: (path: string, init?: RequestInit) => new Request(config.adminUrl + path, init),
    app: (path: string, init?: RequestInit) => new Request(config.appUrl + path, init),
  };
}

export type AuthBench = ReturnType<typeof authBench>;
