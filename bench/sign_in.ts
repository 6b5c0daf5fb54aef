import { desc, eq } from "drizzle-orm";
import { emailOutbox } from "@/db/schema/mod.ts";
import { createOperator } from "@/lib/auth/mod.ts";
import type { RunningApp } from "@/main.ts";

const OPERATOR = {
  email: "operator@example.org",
  name: "Olive Operator",
  password: "correct horse battery",
};

/** A Cookie header of a new administrator. */
export async function signInOperator({ services }: RunningApp): Promise<string> {
  await createOperator(services.systemContext("bench"), { ...OPERATOR, role: "admin" });
  const info = requestInfo(services.config.adminUrl);
  return cookieOf(await services.auth.signInWithPassword(info, OPERATOR));
}

/** A Cookie header of the driver with this address, by a link out of the mail outbox. */
export async function signInDriver(
  { services }: RunningApp,
  email: string,
  /** Sign-ins are limited per address. */
  ip?: string,
): Promise<string> {
  const info = requestInfo(services.config.appUrl, ip);
  await services.auth.requestMagicLink(info, { email, next: "/" });
  const [mail] = await services.db.select({ text: emailOutbox.text }).from(emailOutbox)
    .where(eq(emailOutbox.toAddress, email)).orderBy(desc(emailOutbox.id)).limit(1);
  const token = /[?&]token=([\w-]+)/.exec(mail?.text ?? "")?.[1];
  if (!token) throw new Error(`No sign-in link was mailed to ${email}.`);
  return cookieOf(await services.auth.signInWithMagicLink(info, token));
}

const requestInfo = (origin: string, ip = "198.51.100.7") => ({
  headers: new Headers({ host: new URL(origin).host, origin }),
  ip,
  requestId: "bench",
});

function cookieOf(result: { ok: true; setCookies: string[] } | { ok: false }): string {
  if (!result.ok) throw new Error("The sign-in was refused.");
  return result.setCookies.map((text) => text.split(";")[0]).join("; ");
}
