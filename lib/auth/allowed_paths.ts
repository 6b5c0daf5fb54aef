import type { SignInSurface } from "./cookies.ts";
import { OIDC_CALLBACK_PATH } from "./oidc.ts";
import { PASSKEY_PATHS } from "./passkeys/ceremonies.ts";

const SHARED = [
  "GET /get-session",
  "POST /sign-out",
  "GET /multi-session/list-device-sessions",
  "POST /multi-session/set-active",
  "POST /multi-session/revoke",
];

/** All that `/api/auth/*` answers, per host; the rest of the library (sign-up, update-user …) is 404. */
export const ALLOWED_PATHS: Record<SignInSurface, ReadonlySet<string>> = {
  admin: new Set([...SHARED, "POST /sign-in/email", `GET ${OIDC_CALLBACK_PATH}`]),
  customer: new Set([
    ...SHARED,
    ...PASSKEY_PATHS,
    "POST /sign-in/magic-link",
    "POST /magic-link/preflight",
  ]),
};

/** The path under `/api/auth`, or null when this host does not answer it. */
export function allowedPath(method: string, pathname: string, surface: SignInSurface) {
  const path = pathname.replace(/^\/api\/auth(?=\/)/, "");
  return ALLOWED_PATHS[surface].has(`${method} ${path}`) ? path : null;
}
