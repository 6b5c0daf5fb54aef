import { and, desc, eq, gt } from "drizzle-orm";
import { emailOutbox } from "@/db/schema/mod.ts";
import { newRequestId } from "@/lib/platform/ids.ts";
import type { RunningApp } from "@/main.ts";
import { DRIVER_EMAIL } from "./people.ts";

const LOOK_MS = 2_000;

/** Asks for a sign-in link as the driver would and reads it from the kept mail; null when none came. */
export async function requestDriverLink(app: RunningApp): Promise<string | null> {
  await app.services.auth.requestMagicLink({
    headers: new Headers(),
    ip: "127.0.0.1",
    requestId: newRequestId(),
  }, { email: DRIVER_EMAIL });
  return (await newestLink(app, 0))?.link ?? null;
}

/** Calls `print` with every link that is mailed to the driver from now on; answers how to stop. */
export async function followDriverLinks(
  app: RunningApp,
  print: (link: string) => void,
): Promise<() => void> {
  let lastId = (await newestLink(app, 0))?.id ?? 0;
  const timer = setInterval(async () => {
    const found = await newestLink(app, lastId).catch(() => null);
    if (!found || found.id === lastId) return;
    lastId = found.id;
    print(found.link);
  }, LOOK_MS);
  return () => clearInterval(timer);
}

async function newestLink({ services }: RunningApp, afterId: number) {
  const [mail] = await services.db.select({ id: emailOutbox.id, text: emailOutbox.text })
    .from(emailOutbox)
    .where(and(eq(emailOutbox.toAddress, DRIVER_EMAIL), gt(emailOutbox.id, afterId)))
    .orderBy(desc(emailOutbox.id)).limit(1);
  const link = mail?.text.match(/https?:\/\/\S+/)?.[0];
  return link ? { id: mail.id, link } : null;
}
