import { type SQL, sql } from "drizzle-orm";
import { users } from "@/db/schema/mod.ts";
import type { DriverEvent } from "../events.ts";

/** Items of one kind told in a pass; the rest follows in the next. */
export const BATCH = 500;

/** Holds while the driver of the row was not told of `event` about `subject`. */
export const notTold = (event: DriverEvent, subject: SQL) =>
  sql`not exists (select 1 from driver_messages d where d.user_id = ${users.id}
    and d.event = ${event} and d.subject = ${subject})`;

/** Drivers who can be told. */
export const isDriver = sql`${users.role} = 'customer' and ${users.disabledAt} is null
  and ${users.anonymisedAt} is null`;

/** An instant as a parameter of a raw query. */
export const instantOf = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;
