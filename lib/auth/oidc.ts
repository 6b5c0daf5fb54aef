import type { GenericOAuthConfig } from "better-auth/plugins";
import type { Config } from "@/lib/platform/config.ts";

export const OIDC_PROVIDER = "pocket-id";
/** The contract's callback; the library calls it `/callback/pocket-id`. */
export const OIDC_CALLBACK_PATH = `/oauth2/callback/${OIDC_PROVIDER}`;

/** Whether operators sign in by single sign-on. */
export const oidcEnabled = (config: Config) =>
  Boolean(config.ADMIN_OIDC_ISSUER && config.ADMIN_OIDC_CLIENT_ID);

/** The provider by OIDC discovery, with PKCE, verified ID tokens and the groups claim; none when unset. */
export function oidcProvider(config: Config): GenericOAuthConfig[] {
  if (!oidcEnabled(config)) return [];
  return [{
    providerId: OIDC_PROVIDER,
    name: "Pocket ID",
    discoveryUrl: `${
      config.ADMIN_OIDC_ISSUER!.replace(/\/+$/, "")
    }/.well-known/openid-configuration`,
    clientId: config.ADMIN_OIDC_CLIENT_ID!,
    clientSecret: config.ADMIN_OIDC_CLIENT_SECRET,
    redirectURI: `${config.adminUrl}/api/auth${OIDC_CALLBACK_PATH}`,
    scopes: ["openid", "email", "profile", "groups"],
    pkce: true,
    requireIdTokenVerification: true,
    disableProviderLogout: true,
  }];
}
