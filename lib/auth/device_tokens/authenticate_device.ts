import { gone, messageOf } from "@/lib/platform/errors.ts";
import { logger } from "@/lib/platform/log.ts";
import { checkDeviceToken, type DeviceActor } from "./check_device_token.ts";
import { noteRefusedToken, type RefusalDeps, type RefusedToken } from "./refuse_device.ts";
import { hashPrefix, readDeviceToken } from "./token_texts.ts";

/** Who a device route is called by. `ctx.actor` of its handler is `actor`. */
export interface DeviceIdentity {
  actor: DeviceActor;
  /** `device:{id}`: the name in rate limits and idempotency. */
  key: string;
}

/**
 * The device of a request's bearer token. Null (401) when the token is missing, malformed, unknown,
 * revoked, expired or its owner is disabled; throws `gone` (410) for a deregistered device.
 */
export async function authenticateDevice(
  deps: RefusalDeps,
  req: Request,
  from: { ip: string; requestId: string },
): Promise<DeviceIdentity | null> {
  const token = readDeviceToken(req.headers);
  if (token === "none") return null;
  if (token === "malformed") return await refuse(deps, { ...from, reason: "malformed" });
  const check = await checkDeviceToken(deps, token.hash);
  if ("actor" in check) return { actor: check.actor, key: `device:${check.actor.deviceId}` };
  if (check.refusal === "deleted") {
    throw gone("This device was deregistered. Register it again.", { code: "device_deleted" });
  }
  return await refuse(deps, {
    ...from,
    reason: check.refusal,
    hashPrefix: hashPrefix(token.hash),
    token: check.refusal === "unknown" ? undefined : check,
  });
}

async function refuse(deps: RefusalDeps, refused: RefusedToken): Promise<null> {
  await noteRefusedToken(deps, refused).catch((error: unknown) =>
    // The answer is 401 all the same.
    logger("auth").error("A refused token was not noted.", { error: messageOf(error) })
  );
  return null;
}
