export { passesGroupGate, type Role, roleBelongs } from "./admission.ts";
export type { Session } from "./authenticate.ts";
export { SESSION_COOKIE, type SignInSurface } from "./cookies.ts";
export { Auth, type AuthDeps, createAuth, withCookies } from "./create_auth.ts";
export { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./instance.ts";
export type { MagicLinkRequest } from "./magic_link.ts";
export { safeNext } from "./next_path.ts";
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
