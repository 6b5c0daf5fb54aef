import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cron } from "croner";
import { z } from "zod";

const flag = (fallback: boolean) =>
  z.stringbool({ truthy: ["true", "1", "on", "yes"], falsy: ["false", "0", "off", "no"] }).default(
    fallback,
  );
const text = z.string().trim().min(1).optional();
const isCronPattern = (pattern: string | undefined) => {
  try {
    return pattern === undefined || new Cron(pattern, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
};
/** A tile address on one host, so that the content policy can name it. */
const isTileUrl = (address: string | undefined) =>
  address === undefined ||
  (/^https:\/\/[^{}/]+\//.test(address) &&
    ["{z}", "{x}", "{y}"].every((part) => address.includes(part)));
const seconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);

/** Every variable the process reads. The README table is tested against these keys and descriptions. */
export const settings = {
  PORT: z.coerce.number().int().min(0).max(65535).default(8000).describe("Port of both hosts"),
  HOSTNAME_BIND: z.string().default("127.0.0.1").describe(
    "Address to listen on; 0.0.0.0 in a container",
  ),
  DENO_ENV: z.enum(["development", "production", "test"]).default("development").describe(
    "production demands all secrets and hides development pages",
  ),
  DATA_DIR: z.string().default(".data").describe(
    "Embedded Postgres and generated development secrets",
  ),
  DATABASE_URL: text.describe("Postgres to use instead of the embedded one"),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(16).describe(
    "Connections in the pool",
  ),
  ADMIN_HOST: text.describe("Host (and port) of the operators, default admin.localhost:$PORT"),
  APP_HOST: text.describe("Host (and port) of the drivers, default app.localhost:$PORT"),
  PUBLIC_SCHEME: z.enum(["http", "https"]).optional().describe(
    "Scheme of links, default https in production",
  ),
  TRUST_PROXY: flag(false).describe("Believe X-Forwarded-Host, -Proto and -For"),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"]).default("info").describe(
    "Least severe level logged",
  ),
  LOG_FORMAT: z.enum(["json", "pretty"]).optional().describe(
    "json in production, pretty otherwise",
  ),
  AUTH_SECRET: z.string().min(32).optional().describe(
    "Signs cookies and links, derives every other key; 32+ characters",
  ),
  STEVE_API_URL: text.describe(
    "Base of SteVe's web, e.g. http://steve:8180/steve (alias STEVE_BASE_URL)",
  ),
  STEVE_API_USER: z.string().default("admin").describe("SteVe API user (alias STEVE_API_USERNAME)"),
  STEVE_API_KEY: text.describe("SteVe API password (webapi.value)"),
  STEVE_AUTH: z.enum(["basic", "header"]).default("basic").describe("header for SteVe before 3.8"),
  STEVE_INSTANCE: z.string().regex(/^[a-z0-9-]{1,24}$/).default("steve").describe(
    "Name of this SteVe in Lago transaction ids",
  ),
  STEVE_MAX_RPS: z.coerce.number().positive().default(5).describe("Requests per second to SteVe"),
  STEVE_WEBHOOK_SECRET: text.describe("Shared secret of SteVe's two hooks"),
  STEVE_HOOK_DEADLINE_MS: z.coerce.number().int().min(10).max(10_000).default(150).describe(
    "A tap is answered within this time, else SteVe decides; keep it below SteVe's own timeout",
  ),
  STEVE_PREAUTH_HMAC_KEY: text.describe("Overrides the hook secret for pre-authorize"),
  STEVE_METERVALUE_HMAC_KEY: text.describe("Overrides the hook secret for meter-values"),
  LAGO_API_URL: text.describe("Base of Lago's API; /api/v1 is appended"),
  LAGO_API_KEY: text.describe("Lago API key"),
  LAGO_DASHBOARD_URL: z.string().default("https://app.getlago.com").describe(
    "Base of links into Lago's interface",
  ),
  LAGO_METRIC_CODE: z.string().default("ev_charging_kwh").describe(
    "Billable metric (sum_agg) that receives kWh",
  ),
  LAGO_WEBHOOK_HMAC_KEY: text.describe(
    "Lago's HMAC signature token; without it webhooks are verified by JWT",
  ),
  BILLING_START: z.iso.datetime({ offset: true }).optional().describe(
    "Sessions that ended before this instant are kept and never billed",
  ),
  SYNC_WORKER: z.enum(["on", "off"]).default("on").describe(
    "off: this replica never runs the worker",
  ),
  SYNC_CRON_SCHEDULE: text.refine(isCronPattern, "This is no cron pattern, e.g. */15 * * * *")
    .describe("Pins every cadence tier to this cron pattern"),
  SYNC_ON_STARTUP: flag(true).describe("Run once after start"),
  SYNC_ACTIVE_SECONDS: seconds(900).describe("Pause between runs in tier Active"),
  SYNC_IDLE_SECONDS: seconds(3600).describe("Pause between runs in tier Idle"),
  SYNC_DORMANT_SECONDS: seconds(604_800).describe("Pause between runs in tier Dormant"),
  SYNC_LIVE_SECONDS: seconds(30).describe(
    "Pause between looks at open transactions while cars charge",
  ),
  SYNC_DORMANT_THRESHOLD_DAYS: z.coerce.number().int().positive().default(30).describe(
    "Quiet days before Dormant",
  ),
  SYNC_IDLE_HYSTERESIS_TICKS: z.coerce.number().int().positive().default(2).describe(
    "Idle runs before a demotion",
  ),
  TAP_SIGN_IN: z.enum(["on", "off"]).default("on").describe(
    "off: nobody signs in by a tap at a charger; every tap charges",
  ),
  PAGES_PER_MINUTE: z.coerce.number().int().positive().default(300).describe(
    "Pages that one driver, or one network of strangers, may read in a minute",
  ),
  MAGIC_LINK_TTL_SECONDS: seconds(900).describe("Life of a sign-in link"),
  MAGIC_LINK_INVITE_TTL_SECONDS: seconds(86_400).describe("Life of an invitation link"),
  CUSTOMER_SESSION_TTL_SECONDS: seconds(28_800).describe("Ceiling of a driver's session"),
  ADMIN_SESSION_TTL_SECONDS: seconds(604_800).describe("Ceiling of an operator's session"),
  ADMIN_OIDC_ISSUER: text.describe("OIDC issuer for operators; loads single sign-on"),
  ADMIN_OIDC_CLIENT_ID: text.describe("OIDC client id"),
  ADMIN_OIDC_CLIENT_SECRET: text.describe("OIDC client secret"),
  ADMIN_OIDC_ADMIN_GROUP: text.describe(
    "Only members of this group are admitted; unset: all the provider admits",
  ),
  ADMIN_AUTH_SHOW_FALLBACK: flag(false).describe("Offer e-mail sign-in beside OIDC"),
  SMTP_URL: text.describe("Mail by SMTP, e.g. smtps://user:pass@host"),
  CF_EMAIL_WORKER_URL: text.describe("Mail by the signed edge worker"),
  CF_EMAIL_WORKER_SECRET: text.describe("Secret of the edge worker"),
  EMAIL_FROM: z.string().default("Polaris Express <noreply@polaris.express>").describe(
    "Sender of mail to drivers",
  ),
  EMAIL_FROM_ADMIN: z.string().default("Polaris Express <admin-noreply@polaris.express>").describe(
    "Sender of mail to operators",
  ),
  OPERATOR_CONTACT_EMAIL: text.describe("Where drivers reach the operator"),
  PUSH_ALLOWED_HOSTS: text.describe(
    "Further web push services, comma-separated hosts; .example.org takes all below",
  ),
  APNS_KEY_ID: text.describe(
    "Id of the APNs signing key; without the four APNs settings no push leaves",
  ),
  APNS_TEAM_ID: text.describe("Apple team of the app"),
  APNS_KEY_BASE64: text.describe("APNs signing key: the .p8 file in base64"),
  APNS_TOPIC: text.describe("Bundle id of the app"),
  APNS_URL: text.describe("A stand-in of Apple's push service; unset: Apple's host of each device"),
  DEVICE_LOG_RETENTION_DAYS: z.coerce.number().int().positive().default(7).describe(
    "Days that logs of devices are kept",
  ),
  DEVICE_LOG_SIZE_ALARM_BYTES: z.coerce.number().int().positive().default(2 ** 30).describe(
    "Size of the stored logs of devices that operators are told of",
  ),
  CO2_GRID_G_PER_KWH: z.coerce.number().min(0).max(2_000).default(210).describe(
    "Grams of CO2 equivalent per kWh of the grid; the default is the EU average of 2023 (EEA)",
  ),
  MAP_TILE_URL: text.refine(isTileUrl, "Use https://host/{z}/{x}/{y}.png").describe(
    "Tiles of the drivers' map, e.g. https://tiles.example/{z}/{x}/{y}.png; unset: a plain grid",
  ),
  MAP_ATTRIBUTION: text.describe("Whose tiles they are, shown on the map"),
  PUBLIC_PLAN_CODE: text.describe("Lago plan whose price visitors without a plan are shown"),
  SHUTDOWN_GRACE_SECONDS: seconds(20).describe(
    "Time for requests and the worker to finish at shutdown",
  ),
  DEMO_SPEED: z.coerce.number().min(1).max(600).default(60).describe("Demo only: times real time"),
} as const;

const schema = z.object(settings);
export type Settings = z.output<typeof schema>;

export interface Config extends Settings {
  ADMIN_HOST: string;
  APP_HOST: string;
  AUTH_SECRET: string;
  LOG_FORMAT: "json" | "pretty";
  isProduction: boolean;
  scheme: "http" | "https";
  /** Base URLs without a trailing slash. */
  adminUrl: string;
  appUrl: string;
  /** Lines for the log: what is off and what to set. */
  notes: string[];
}

/** A start that must not happen; the message names each variable and what it should be. */
export class ConfigError extends Error {}

const ALIASES: Record<string, string> = {
  STEVE_BASE_URL: "STEVE_API_URL",
  STEVE_API_USERNAME: "STEVE_API_USER",
};

/**
 * Reads and validates the environment. Empty strings count as unset. In production a missing secret
 * is a ConfigError; elsewhere it is made once and kept under DATA_DIR (ruling 31).
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) {
    if (value === undefined || value.trim() === "") continue;
    given[ALIASES[key] && !env[ALIASES[key]] ? ALIASES[key] : key] = value;
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The configuration is not valid:\n${lines.join("\n")}`);
  }
  const value = parsed.data;
  const isProduction = value.DENO_ENV === "production";
  const scheme = value.PUBLIC_SCHEME ?? (isProduction ? "https" : "http");
  if (isProduction) requireSecrets(value);
  const adminHost = value.ADMIN_HOST ?? `admin.localhost:${value.PORT}`;
  const appHost = value.APP_HOST ?? `app.localhost:${value.PORT}`;
  if (adminHost.toLowerCase() === appHost.toLowerCase()) {
    throw new ConfigError(
      "ADMIN_HOST and APP_HOST must differ: the host decides which application answers.",
    );
  }
  return {
    ...value,
    ADMIN_HOST: adminHost.toLowerCase(),
    APP_HOST: appHost.toLowerCase(),
    AUTH_SECRET: value.AUTH_SECRET ?? developmentSecret(value.DATA_DIR),
    LOG_FORMAT: value.LOG_FORMAT ?? (isProduction ? "json" : "pretty"),
    isProduction,
    scheme,
    adminUrl: `${scheme}://${adminHost.toLowerCase()}`,
    appUrl: `${scheme}://${appHost.toLowerCase()}`,
    notes: notesOn(value, isProduction),
  };
}

function requireSecrets(value: Settings): void {
  const missing = (["AUTH_SECRET", "DATABASE_URL", "ADMIN_HOST", "APP_HOST"] as const).filter((
    key,
  ) => !value[key]);
  if (missing.length > 0) {
    throw new ConfigError(
      `Production needs ${missing.join(", ")}. ` +
        missing.map((key) => `${key}: ${settings[key].description ?? ""}`).join("; ") + ".",
    );
  }
}

function notesOn(value: Settings, isProduction: boolean): string[] {
  const notes: string[] = [];
  if (!value.STEVE_API_URL || !value.STEVE_API_KEY) {
    notes.push("SteVe is not configured (STEVE_API_URL, STEVE_API_KEY).");
  }
  if (!value.LAGO_API_URL || !value.LAGO_API_KEY) {
    notes.push("Lago is not configured (LAGO_API_URL, LAGO_API_KEY).");
  }
  if (!value.STEVE_WEBHOOK_SECRET && !value.STEVE_PREAUTH_HMAC_KEY) {
    notes.push("SteVe's hooks are refused with 401 until STEVE_WEBHOOK_SECRET is set.");
  }
  if (isProduction && !value.SMTP_URL && !value.CF_EMAIL_WORKER_URL) {
    notes.push("No mail leaves: set SMTP_URL or CF_EMAIL_WORKER_URL.");
  }
  return notes;
}

function developmentSecret(dataDir: string): string {
  const file = join(dataDir, "auth-secret");
  try {
    return readFileSync(file, "utf8");
  } catch {
    const secret = randomBytes(32).toString("base64url");
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, secret, { mode: 0o600 });
    return secret;
  }
}
