export { passesGroupGate, type Role, roleBelongs } from "./admission.ts";
export type { Session } from "./authenticate.ts";
export {
  endHeldSession,
  endOwnSessions,
  type HeldSession,
  heldSessions,
  type OwnSession,
  ownSessions,
  switchSession,
} from "./browser_sessions/mod.ts";
export { SESSION_COOKIE, type SignInSurface } from "./cookies.ts";
export { Auth, type AuthDeps, createAuth, withCookies } from "./create_auth.ts";
export {
  endImpersonation,
  enterImpersonation,
  recordImpersonatedView,
  startImpersonation,
  type TellCustomer,
} from "./impersonation/mod.ts";
export { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./instance.ts";
export { consumeMagicLink } from "./consume_magic_link.ts";
export { type MagicLinkRequest, withJitter } from "./magic_link.ts";
export {
  type BlockedToken,
  type DeviceActor,
  type DeviceIdentity,
  type IssuedDeviceToken,
  issueDeviceToken,
  loadDeviceSecret,
  revokeDeviceTokens,
} from "./device_tokens/mod.ts";
export { safeNext, safePath } from "./next_path.ts";
export {
  listPasskeys,
  passkeyBody,
  type PasskeyView,
  removePasskey,
  renamePasskey,
} from "./passkeys/mod.ts";
export {
  can,
  grantPermission,
  isPermission,
  type Permission,
  PERMISSIONS,
  requireAdmin,
  requirePermission,
  revokePermission,
} from "./permissions.ts";
export type { RequestInfo } from "./request_info.ts";
export {
  type ArmedScan,
  armScan,
  browserMark,
  cancelScan,
  hasOneReader,
  type OnScanLogin,
  PAIRING_TTL_SEC,
  type PairingName,
  pairingQuery,
  scanLogin,
  scanLoginBody,
  type ScanLoginInput,
  type ScanReader,
  scanSlots,
  type ScanState,
  scanState,
  type ScanTap,
  streamScan,
} from "./scan_login/mod.ts";
export { magicLinkBody, sessionChoiceBody, signInBody } from "./schemas.ts";
export type { SignInResult } from "./sign_in.ts";
export type { SignInLimiter } from "./sign_in_limit.ts";
export {
  createOperator,
  disableUser,
  enableUser,
  type OperatorInput,
  setOperatorRole,
} from "./users.ts";
export {
  emptyForm,
  type FormOutcome,
  outcomeOf,
  readEmail,
  responseInit,
  signedInRedirect,
  textField,
} from "./sign_in_form.ts";
