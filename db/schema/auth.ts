import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bigIdentity, createdAt, instant } from "./columns.ts";

/** People: drivers (`customer`), operators and administrators. Shared by both BetterAuth instances. */
export const users = pgTable("users", {
  id: text().primaryKey(),
  /** Null for customers provisioned from Lago without an address. */
  email: text(),
  emailVerified: boolean().notNull().default(false),
  name: text(),
  image: text(),
  role: text().$type<"customer" | "operator" | "admin">().notNull().default("customer"),
  /** Eight characters of the public-id alphabet; printed on cards, used as Lago external id. */
  publicId: text().notNull(),
  theme: text().$type<"light" | "dark" | "system">().notNull().default("system"),
  /** Language of pages and mails; null follows the browser. */
  language: text().$type<"en" | "de" | "fr" | "es">(),
  /** Language the drivers' pages were last read in: mails speak it while none is chosen. */
  seenLanguage: text().$type<"en" | "de" | "fr" | "es">(),
  onboardedAt: instant(),
  disabledAt: instant(),
  /** When personal data were erased; billing records stay with a person without a name. */
  anonymisedAt: instant(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
}, (t) => [
  uniqueIndex("users_email_key").on(t.email),
  uniqueIndex("users_public_id_key").on(t.publicId),
  index("users_role_created_idx").on(t.role, t.createdAt),
]);

/** Cookie sessions; `surface` binds a session to the host that issued it. */
export const authSessions = pgTable(
  "auth_sessions",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
    surface: text().$type<"admin" | "customer">().notNull(),
    /** `scan`: by a tap of a card at a charger, which proves less than a mailed link or a passkey. */
    signedInBy: text().$type<"scan">(),
    /** The administrator who looks through this customer's eyes. */
    impersonatedBy: text().references((): AnyPgColumn => users.id, { onDelete: "cascade" }),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (
    t,
  ) => [
    index("auth_sessions_user_idx").on(t.userId),
    index("auth_sessions_expires_idx").on(t.expiresAt),
  ],
);

/** Credentials of a user: password hash, or the link to an OIDC identity. */
export const authAccounts = pgTable("auth_accounts", {
  id: text().primaryKey(),
  accountId: text().notNull(),
  providerId: text().notNull(),
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: instant(),
  refreshTokenExpiresAt: instant(),
  scope: text(),
  password: text(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
}, (t) => [
  index("auth_accounts_user_idx").on(t.userId),
  uniqueIndex("auth_accounts_provider_key").on(t.providerId, t.accountId),
]);

/** Passkeys of drivers and operators; the columns are those the auth library expects. */
export const passkeys = pgTable("passkeys", {
  id: text().primaryKey(),
  name: text(),
  publicKey: text().notNull(),
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  credentialID: text("credential_id").notNull().unique(),
  counter: integer().notNull(),
  deviceType: text().notNull(),
  backedUp: boolean().notNull(),
  transports: text(),
  aaguid: text(),
  createdAt: createdAt(),
}, (t) => [index("passkeys_user_idx").on(t.userId)]);

/** One-time proofs: magic links, charger and device pairings, registration codes (spec 5.1). */
export const verifications = pgTable(
  "verifications",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    status: text().$type<"armed" | "consumed" | "released" | "expired">().notNull().default(
      "armed",
    ),
    matchedIdTag: text(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (
    t,
  ) => [
    index("verifications_identifier_idx").on(t.identifier),
    index("verifications_expires_idx").on(t.expiresAt),
  ],
);

/** Permissions granted to an operator; `admin` holds all without rows here (ruling 4). */
export const operatorPermissions = pgTable("operator_permissions", {
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  permission: text().notNull(),
  grantedBy: text().references(() => users.id, { onDelete: "set null" }),
  createdAt: createdAt(),
}, (t) => [primaryKey({ columns: [t.userId, t.permission] })]);

/** Who did what: the audit trail (spec 5.13). Card ids appear shortened only. */
export const authAudit = pgTable("auth_audit", {
  id: bigIdentity(),
  event: text().notNull(),
  actorKind: text().$type<"user" | "device" | "system" | "webhook" | "anonymous">().notNull(),
  actorUserId: text().references(() => users.id, { onDelete: "set null" }),
  subject: text(),
  metadata: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  ip: text(),
  userAgent: text(),
  route: text(),
  requestId: text(),
  createdAt: createdAt(),
}, (t) => [
  index("auth_audit_created_idx").on(t.createdAt, t.id),
  index("auth_audit_event_idx").on(t.event, t.id),
  index("auth_audit_actor_idx").on(t.actorUserId, t.id),
  index("auth_audit_subject_idx").on(t.subject, t.id),
]);

/** Routes an administrator saw while impersonating (spec 2.7). */
export const impersonationAudit = pgTable("impersonation_audit", {
  id: bigIdentity(),
  adminUserId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  customerUserId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  route: text().notNull(),
  method: text().notNull(),
  createdAt: createdAt(),
}, (t) => [
  index("impersonation_audit_customer_idx").on(t.customerUserId, t.id),
  index("impersonation_audit_recent_idx").on(t.customerUserId, t.createdAt),
]);

/** Magic links asked for, by address hash, so that abuse is visible without storing addresses. */
export const magicLinkAudit = pgTable("magic_link_audit", {
  id: uuid().primaryKey().defaultRandom(),
  emailHash: text().notNull(),
  outcome: text().$type<"sent" | "unknown" | "limited">().notNull(),
  ip: text(),
  createdAt: createdAt(),
}, (t) => [index("magic_link_audit_created_idx").on(t.createdAt)]);
