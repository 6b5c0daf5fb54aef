/**
 * What a person holds at Polaris Express: profile, preferences, a copy of all data, deletion.
 * @module
 */
export { carryOutDeletions } from "./carry_out_deletions.ts";
export {
  DELETION_WINDOW_DAYS,
  type DeletionRequest,
  openDeletionRequest,
  requestDeletion,
  withdrawDeletion,
} from "./deletion_request.ts";
export { exportMyData } from "./export_my_data.ts";
export { getProfile, type Profile } from "./get_profile.ts";
export { rememberLanguage } from "./remember_language.ts";
export { type ProfileChanges, profileChanges, updateProfile } from "./update_profile.ts";
