import { z } from "zod";

const PLATFORMS = ["ios", "ipados", "macos"] as const;
const KIND_OF = { ios: "phone_nfc", ipados: "tablet_nfc", macos: "laptop_nfc" } as const;
export type Platform = typeof PLATFORMS[number];

/** What a device reads cards with, by the platform it names. */
export const kindOf = (platform: Platform) => KIND_OF[platform];

export const platform = z.enum(PLATFORMS);
export const deviceLabel = z.string().trim().min(1, "Give the device a name.")
  .max(120, "A device's name has at most 120 characters.");
const fact = z.string().trim().min(1).max(120);
export const apnsEnvironment = z.enum(["sandbox", "production"]);
/** Apple's token, base64 or hex; the empty text of a device without one counts as none. */
export const pushToken = z.string().trim().max(512)
  .regex(/^[A-Za-z0-9+/=_-]*$/, "This is no push token.")
  .transform((text) => text === "" ? null : text);

/** What every device tells of itself when it signs in. */
export const deviceFacts = z.object({
  platform,
  model: fact,
  osVersion: fact,
  appVersion: fact,
  pushToken: pushToken.nullable().optional().transform((token) => token ?? null),
  apnsEnvironment: apnsEnvironment.nullable().optional().transform((name) => name ?? null),
});
export type DeviceFacts = z.output<typeof deviceFacts>;

/** A one-time code or PKCE text: base64url of 32 bytes; longer verifiers are legal PKCE. */
const proof = z.string().min(1).max(128);

export const registerBody = deviceFacts.extend({
  oneTimeCode: proof,
  codeVerifier: proof,
  label: deviceLabel,
  // Checked by the verb: the contract has codes of its own for them.
  platform: z.string().max(40),
  requestedCapabilities: z.array(z.string().max(40)).max(20).default(["scanner", "user"]),
});
export type RegisterBody = z.output<typeof registerBody>;

const nativeSignIn = deviceFacts.extend({ platform: z.literal("ios"), deviceLabel });
export const magicLinkVerifyBody = nativeSignIn.extend({
  token: z.string().min(1).max(200),
});
export const qrSignInBody = nativeSignIn.extend({
  userPublicId: z.string().min(1).max(40),
});
export type NativeSignInBody = z.output<typeof nativeSignIn>;

export const pushTokenBody = z.object({ pushToken, apnsEnvironment });

/** Answer of both native sign-ins (spec 4.2). */
export const nativeSignInAnswer = z.object({
  device: z.object({
    id: z.uuid(),
    label: z.string(),
    capabilities: z.array(z.string()),
    ownerUserId: z.string(),
  }),
  token: z.object({
    id: z.uuid(),
    deviceToken: z.string(),
    deviceSecret: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  user: z.object({
    id: z.string(),
    publicId: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
  }),
});

export const registerAnswer = z.object({
  ok: z.literal(true),
  deviceId: z.uuid(),
  deviceToken: z.string(),
  deviceSecret: z.string(),
  capabilities: z.array(z.string()),
  expiresAtIso: z.iso.datetime(),
});
