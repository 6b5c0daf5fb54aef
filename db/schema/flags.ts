import { jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns.ts";
import { users } from "./auth.ts";
import { devices } from "./devices.ts";

/** Effective value = device override, else user value, else global value, else registry default (spec 5.8). */
export const globalFeatureFlagValues = pgTable("global_feature_flag_values", {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  updatedBy: text(),
  updatedAt: createdAt(),
});

export const userFeatureFlagValues = pgTable("user_feature_flag_values", {
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  key: text().notNull(),
  value: jsonb().$type<unknown>().notNull(),
  updatedBy: text(),
  updatedAt: createdAt(),
}, (t) => [primaryKey({ columns: [t.userId, t.key] })]);

export const deviceFeatureFlagValues = pgTable("device_feature_flag_values", {
  deviceId: uuid().notNull().references(() => devices.id, { onDelete: "cascade" }),
  key: text().notNull(),
  value: jsonb().$type<unknown>().notNull(),
  updatedBy: text(),
  updatedAt: createdAt(),
}, (t) => [primaryKey({ columns: [t.deviceId, t.key] })]);
