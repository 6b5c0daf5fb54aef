/**
 * Feature flags: declared in code, overridden for everybody, for a person or for a device (spec 5.8).
 * @module
 */
export {
  type EffectiveFlag,
  type EffectiveFlags,
  effectiveFlags,
  type FlagScope,
  type FlagSource,
} from "./effective_flags.ts";
export { type FlagChange, MAX_FLAG_CHANGES } from "./flag_changes.ts";
export {
  FLAG_KEYS,
  type FlagDefinition,
  type FlagKey,
  FLAGS,
  type FlagValue,
  isFlagKey,
} from "./registry.ts";
export { setDeviceFlags } from "./set_device_flags.ts";
export { setGlobalFlag } from "./set_global_flag.ts";
export { setUserFlags } from "./set_user_flags.ts";
export { wireFlags, type WireValue } from "./wire_flags.ts";
