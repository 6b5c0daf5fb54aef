import { z } from "zod";

/** Body of `POST /api/auth/sign-in/email`. */
export const signInBody = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(1_000),
});

/** Body of `POST /api/auth/sign-in/magic-link` and its preflight. */
export const magicLinkBody = z.object({
  email: z.email().max(254),
  /** Path to open after signing in; anything else than a path of this host is ignored. */
  callbackURL: z.string().max(1_000).optional(),
});

/** Names one of the sessions a browser holds on this host. */
export const sessionChoiceBody = z.object({ sessionToken: z.string().min(1).max(200) });
