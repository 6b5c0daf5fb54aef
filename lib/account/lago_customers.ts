import { type SQL, sql } from "drizzle-orm";

/** Ids of the Lago customers a person is billed as: those of their cards, and the one of their public id. */
export const customersOf = (userId: string): SQL =>
  sql`select lago_customer_external_id as id from user_mappings
      where user_id = ${userId} and lago_customer_external_id is not null
    union select c.external_id from lago_customers c join users u on u.public_id = c.external_id
      where u.id = ${userId}`;

/** Those that are the person's alone: a customer that pays for somebody else's card too keeps its name. */
export const soleCustomersOf = (userId: string): SQL =>
  sql`select own.id from (${customersOf(userId)}) as own where not exists (
    select 1 from user_mappings m join users u on u.id = m.user_id
    where m.lago_customer_external_id = own.id and m.user_id <> ${userId}
      and u.anonymised_at is null)`;
