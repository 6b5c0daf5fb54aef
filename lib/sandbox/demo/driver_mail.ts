import { and, asc, desc, eq, gt } from "drizzle-orm";
import { emailOutbox } from "@/db/schema/mod.ts";
import type { RunningApp } from "@/main.ts";
import { DRIVER_EMAIL } from "./people.ts";

const LOOK_MS = 2_000;
export const SIGN_IN_MAIL = "magic_link";

/** What a line of the terminal needs of a mail. */
export interface DriverMail {
  category: string;
  subject: string;
  text: string;
}

/** A mail in one line: what it is about, and its link when it is one to sign in with. */
export function mailLine(mail: DriverMail): string {
  const link = signInLink(mail);
  return link
    ? `Sign-in link for ${DRIVER_EMAIL}: ${link}`
    : `Mail to ${DRIVER_EMAIL} (${mail.category}): ${mail.subject}`;
}

/** The link of a sign-in mail; null for any other mail, whatever links it holds. */
export const signInLink = ({ category, text }: DriverMail): string | null =>
  category === SIGN_IN_MAIL ? text.match(/https?:\/\/\S+/)?.[0] ?? null : null;

/** Calls `print` with a line for every mail to the driver from now on; answers how to stop. */
export async function followDriverMail(
  app: RunningApp,
  print: (line: string) => void,
): Promise<() => void> {
  const [newest] = await mailsAfter(app, 0).orderBy(desc(emailOutbox.id)).limit(1);
  let lastId = newest?.id ?? 0;
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    const found = await mailsAfter(app, lastId).orderBy(asc(emailOutbox.id)).catch(() => []);
    for (const mail of found) print(mailLine(mail));
    lastId = found.at(-1)?.id ?? lastId;
    isLooking = false;
  };
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

const mailsAfter = ({ services }: RunningApp, id: number) =>
  services.db.select({
    id: emailOutbox.id,
    category: emailOutbox.category,
    subject: emailOutbox.subject,
    text: emailOutbox.text,
  }).from(emailOutbox)
    .where(and(eq(emailOutbox.toAddress, DRIVER_EMAIL), gt(emailOutbox.id, id)));
