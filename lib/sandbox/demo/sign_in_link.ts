import { desc, eq } from "drizzle-orm";
import { emailOutbox } from "@/db/schema/mod.ts";
import { newRequestId } from "@/lib/platform/ids.ts";
import type { RunningApp } from "@/main.ts";
import { DRIVER_EMAIL } from "./people.ts";

/** Asks for a sign-in link as the driver would and reads it from the kept mail; null when none came. */
export async function requestDriverLink({ services }: RunningApp): Promise<string | null> {
  await services.auth.requestMagicLink({
    headers: new Headers(),
    ip: "127.0.0.1",
    requestId: newRequestId(),
  }, { email: DRIVER_EMAIL });
  const [mail] = await services.db.select({ text: emailOutbox.text }).from(emailOutbox)
    .where(eq(emailOutbox.toAddress, DRIVER_EMAIL)).orderBy(desc(emailOutbox.id)).limit(1);
  return mail?.text.match(/https?:\/\/\S+/)?.[0] ?? null;
}
