import { z } from "zod";

const short = z.string().max(200);
const permission = z.enum(["authorized", "denied", "notDetermined", "restricted", "unavailable"]);

/** What a device says of itself; no other keys are accepted (spec 4.6). */
export const diagnosticsSchema = z.strictObject({
  appVersion: short.min(1),
  osVersion: short.min(1),
  model: short.min(1),
  pushPermission: z.enum(["authorized", "denied", "notDetermined", "provisional", "ephemeral"]),
  nfcAvailable: z.boolean(),
  pendingUploads: z.number().int().nonnegative(),
  reconnectCount: z.number().int().nonnegative(),
  platform: short.optional(),
  localizedModel: short.optional(),
  locale: short.optional(),
  timezone: short.optional(),
  apnsEnvironment: z.enum(["sandbox", "production"]).optional(),
  pushTokenLast8: z.string().max(8).optional(),
  nfcPermission: permission.optional(),
  localNetworkPermission: permission.optional(),
  backgroundRefreshStatus: z.enum(["available", "denied", "restricted"]).optional(),
  batteryLevel: z.number().min(0).max(1).optional(),
  batteryState: z.enum(["unknown", "unplugged", "charging", "full"]).optional(),
  lowPowerMode: z.boolean().optional(),
  thermalState: z.enum(["nominal", "fair", "serious", "critical"]).optional(),
  networkInterface: short.optional(),
  networkIsConstrained: z.boolean().optional(),
  networkIsExpensive: z.boolean().optional(),
  diskFreeBytes: z.number().int().nonnegative().optional(),
});
export type Diagnostics = z.output<typeof diagnosticsSchema>;

/** Settings that exist; keys of a newer app are passed over, so that its logs still get through. */
export const KNOWN_SETTINGS = {
  "device.label": z.string().trim().min(1).max(120),
  "notifications.scanRequest": z.boolean(),
} as const;
export type SettingKey = keyof typeof KNOWN_SETTINGS;

export const pendingSettingSchema = z.object({
  key: z.string().min(1).max(120),
  value: z.unknown(),
  updatedAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
}).superRefine(({ key, value }, issues) => {
  if (!Object.hasOwn(KNOWN_SETTINGS, key)) return;
  const parsed = KNOWN_SETTINGS[key as SettingKey].safeParse(value);
  for (const { message } of parsed.error?.issues ?? []) {
    issues.addIssue({ code: "custom", path: ["value"], message });
  }
});
export type PendingSetting = z.output<typeof pendingSettingSchema>;

/** An unsigned integer as text or number; a number above 2^53 has lost its last digits and is refused. */
const digits = (most: number) =>
  z.union([
    z.string().regex(new RegExp(`^\\d{1,${most}}$`), `Up to ${most} digits`),
    z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(String),
  ]);
/** Nanoseconds since the epoch; as a number they were rounded on the way, which a log line survives. */
const nanoseconds = z.union([
  z.string().regex(/^\d{1,19}$/).transform(BigInt),
  z.number().nonnegative().max(9.2e18).transform((ns) => BigInt(Math.trunc(ns))),
]).refine((ns) => ns < 2n ** 63n, "Later than any clock");
const clipped = (most: number) => z.string().transform((text) => text.slice(0, most));

/** One record of OpenTelemetry's log model, as the app sends it (spec 5.11). Long texts are cut. */
export const logRecordSchema = z.object({
  timestamp: nanoseconds,
  observed_timestamp: z.unknown().optional(),
  severity_text: clipped(20),
  severity_number: z.number().int().min(0).max(24),
  body: z.union([clipped(8_000), z.unknown().transform((value) => asText(value).slice(0, 8_000))]),
  attributes: z.looseObject({ "expresscharge.seq": digits(20) }),
  resource: z.record(z.string(), z.unknown()).default({}),
  trace_id: clipped(64).nullish(),
  span_id: clipped(32).nullish(),
});
export type LogRecord = z.output<typeof logRecordSchema>;

const asText = (value: unknown) => JSON.stringify(value) ?? "";

/** Logs one sync may carry. */
export const MAX_LOGS = 100;

export const locationSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  accuracyMeters: z.number().nonnegative(),
  capturedAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});
export type DeviceLocation = z.output<typeof locationSchema>;

/** Body of `POST /api/devices/me/state/sync`. */
export const syncBody = z.object({
  pendingSettings: z.array(pendingSettingSchema).max(100).default([]),
  diagnostics: diagnosticsSchema,
  logs: z.array(logRecordSchema).max(MAX_LOGS).optional(),
  logCursor: digits(20).optional(),
  location: locationSchema.nullish(),
});
export type SyncBody = z.output<typeof syncBody>;

const value = z.object({ value: z.unknown(), updatedAt: z.string(), updatedBy: z.string() });

/** The DeviceState envelope of spec 4.6. */
export const deviceStateSchema = z.object({
  device: z.object({
    id: z.string(),
    label: z.string(),
    kind: z.string(),
    ownerUserId: z.string().nullable(),
    siteId: z.string().nullable(),
    registeredAt: z.string(),
    lastSeenAt: z.string().nullable(),
  }),
  capabilities: z.array(z.string()),
  kioskAllowed: z.boolean(),
  ownerUser: z.object({
    id: z.string(),
    role: z.enum(["admin", "customer"]),
    displayName: z.string(),
    publicId: z.string(),
  }).nullable(),
  settings: z.record(z.string(), value),
  flags: z.record(z.string(), value),
  scanStatus: z.object({
    armed: z.boolean(),
    pairingCode: z.string().nullable(),
    expiresAt: z.string().nullable(),
  }).nullable(),
  pushToken: z.object({ last8: z.string(), environment: z.string().nullable() }).nullable(),
  connectivity: z.object({
    online: z.boolean(),
    lastSyncAt: z.string().nullable(),
    reconnectCount: z.number(),
    pendingUploads: z.number(),
  }),
  needsPushToken: z.boolean(),
  logs: z.object({ ackedSeq: z.string() }).optional(),
});
export type DeviceState = z.output<typeof deviceStateSchema>;
