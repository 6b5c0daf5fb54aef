import { passkey } from "@better-auth/passkey";
import { APIError } from "better-auth/api";
import type { Config } from "@/lib/platform/config.ts";

/**
 * Passkeys of drivers: the browser must know its user (fingerprint, face or PIN) both times, since a
 * passkey signs in by itself.
 */
export function passkeyPlugin(config: Config) {
  return passkey({
    rpName: "Polaris Express",
    rpID: new URL(config.appUrl).hostname,
    origin: config.appUrl,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    authentication: {
      afterVerification: ({ verification }) => {
        if (verification.authenticationInfo.userVerified) return Promise.resolve();
        throw new APIError("UNAUTHORIZED", { message: "The user was not verified." });
      },
    },
  });
}
