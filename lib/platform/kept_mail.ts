import { and, desc, eq } from "drizzle-orm";
import type { Db } from "@/db/client.ts";
import { emailOutbox } from "@/db/schema/platform.ts";

export interface KeptMail {
  id: number;
  toAddress: string;
  category: string;
  subject: string;
  html: string;
  text: string;
  createdAt: Date;
}

const columns = {
  id: emailOutbox.id,
  toAddress: emailOutbox.toAddress,
  category: emailOutbox.category,
  subject: emailOutbox.subject,
  html: emailOutbox.html,
  text: emailOutbox.text,
  createdAt: emailOutbox.createdAt,
};

/** The newest mails of the outbox that were kept because there is no transport; at most `limit`. */
export function listKeptMail(db: Db, limit = 50): Promise<KeptMail[]> {
  return db.select(columns).from(emailOutbox).where(eq(emailOutbox.status, "kept"))
    .orderBy(desc(emailOutbox.id)).limit(limit);
}

/** One kept mail, or null. */
export async function readKeptMail(db: Db, id: number): Promise<KeptMail | null> {
  const [row] = await db.select(columns).from(emailOutbox).where(
    and(eq(emailOutbox.id, id), eq(emailOutbox.status, "kept")),
  );
  return row ?? null;
}
