import { and, desc, eq } from "drizzle-orm";
import { emailOutbox } from "@/db/schema/mod.ts";
import { newRequestId } from "@/lib/platform/ids.ts";
import type { RunningApp } from "@/main.ts";
import { SIGN_IN_MAIL, signInLink } from "./driver_mail.ts";
import { DRIVER_EMAIL } from "./people.ts";

/** Asks for a sign-in link as the driver would and reads it from the kept mail; null when none came. */
export async function requestDriverLink(app: RunningApp): Promise<string | null> {
  await app.services.auth.requestMagicLink({
    headers: new Headers(),
    ip: "127.0.0.1",
    requestId: newRequestId(),
  }, { email: DRIVER_EMAIL });
  const [mail] = await app.services.db.select().from(emailOutbox)
    .where(and(eq(emailOutbox.toAddress, DRIVER_EMAIL), eq(emailOutbox.category, SIGN_IN_MAIL)))
    .orderBy(desc(emailOutbox.id)).limit(1);
  return mail ? signInLink(mail) : null;
}
