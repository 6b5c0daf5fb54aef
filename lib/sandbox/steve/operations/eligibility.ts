import { ApiError } from "../http/errors.ts";
import { decideTag } from "../rules/authorize.ts";
import type { StoredProfile } from "../store/reservations.ts";
import type { TagRow } from "../store/tags.ts";
import type { OperationContext } from "./operation.ts";

/** The tag if it may start a session now, else a 400 that says why not. */
export function requireEligibleTag(idTag: string, context: OperationContext): TagRow {
  const tag = context.store.tags.byIdTag(idTag);
  const status = decideTag(tag, { onStart: true, nowMs: context.nowMs });
  if (!tag || status !== "Accepted") {
    throw new ApiError(
      400,
      `Requested OCPP Tag is not eligible for this operation. idTag: ${idTag}, status: ${status}`,
    );
  }
  return tag;
}

/** The charging profile with this key, else a 400. */
export function requireProfile(pk: number, context: OperationContext): StoredProfile {
  const profile = context.store.devices.profile(pk);
  if (!profile) throw new ApiError(400, "chargingProfilePk is unknown.");
  return profile;
}

/** A profile as it goes to a station; a transaction id is added when one is given. */
export function profileBody(profile: StoredProfile, transactionId?: number) {
  const body: Record<string, unknown> = JSON.parse(profile.body);
  return transactionId === undefined ? body : { ...body, transactionId };
}

/** Tags for a local list, else a 400 that names those which are unknown. */
export function requireTags(idTags: string[], context: OperationContext): TagRow[] {
  const found = idTags.map((idTag) => ({ idTag, tag: context.store.tags.byIdTag(idTag) }));
  const unknown = found.filter(({ tag }) => !tag).map(({ idTag }) => idTag);
  if (unknown.length) {
    throw new ApiError(400, `Some OCPP Tags are unknown. idTags: ${unknown.join(", ")}`);
  }
  return found.flatMap(({ tag }) => tag ? [tag] : []);
}
