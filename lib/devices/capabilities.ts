import { z } from "zod";
import type { DeviceActor } from "@/lib/auth/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { forbidden, unauthorized } from "@/lib/platform/errors.ts";

/** What a device may do (spec 5.7). `charger` belongs to charging stations and is never given here. */
export const CAPABILITIES = ["scanner", "user", "kiosk", "managed"] as const;
export type Capability = typeof CAPABILITIES[number];
export const DEFAULT_CAPABILITIES: Capability[] = ["scanner", "user"];
/** Names of older builds. */
const LEGACY: Record<string, Capability> = { tap: "scanner" };

export type CapabilityRefusal =
  | "invalid_capabilities"
  | "capability_not_app_eligible";

/**
 * Checks the set a device asks for: known names, at least one, and with `kiosk` exactly one of
 * `scanner` and `user`. Repeats are dropped and older names translated.
 */
export function decideCapabilities(
  requested: readonly string[],
): { capabilities: Capability[] } | { refusal: CapabilityRefusal } {
  const names = [...new Set(requested.map((name): string => LEGACY[name] ?? name))];
  if (names.includes("charger") || names.includes("ev")) {
    return { refusal: "capability_not_app_eligible" };
  }
  const known = z.array(z.enum(CAPABILITIES)).min(1).safeParse(names);
  if (!known.success) return { refusal: "invalid_capabilities" };
  const surfaces = known.data.filter((name) => name === "scanner" || name === "user");
  const isLegal = !known.data.includes("kiosk") || surfaces.length === 1;
  return isLegal ? { capabilities: known.data } : { refusal: "invalid_capabilities" };
}

/** The device that calls. Throws `unauthorized` for any other actor. */
export function deviceActor(ctx: Ctx): DeviceActor {
  if (ctx.actor.kind !== "device") throw unauthorized("Only a device can do this.");
  return ctx.actor;
}

/**
 * The device that calls, when it holds `capability`. Throws `forbidden` (`capability_required`) and
 * audits `device.capability.denied` otherwise.
 */
export async function requireCapability(ctx: Ctx, capability: Capability): Promise<DeviceActor> {
  const actor = deviceActor(ctx);
  if (actor.capabilities.includes(capability)) return actor;
  await recordAudit(ctx, {
    event: "device.capability.denied",
    subject: `device:${actor.deviceId}`,
    metadata: { capability },
  });
  throw forbidden(
    `This device lacks the capability "${capability}". An operator can grant it under Devices.`,
    { code: "capability_required", details: { capability } },
  );
}
