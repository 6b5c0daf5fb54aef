import { bigint, timestamp } from "drizzle-orm/pg-core";

/** A nullable `timestamptz`. */
export const instant = () => timestamp({ withTimezone: true });

/** `timestamptz not null default now()`. */
export const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();

/** Internal key: bigint identity, read as a number (ids stay below 2^53). */
export const bigIdentity = () =>
  bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity();

/** A bigint that holds Wh, a SteVe id or another integer below 2^53. */
export const bigNumber = () => bigint({ mode: "number" });
