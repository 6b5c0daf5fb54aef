import { z } from "zod";
import { AppError } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

/** What a sign-in page shows after a form was sent. */
export interface FormOutcome {
  email: string;
  /** Sentence beside the form; null while nothing went wrong. */
  error: string | null;
  /** HTTP status of the page. */
  status: 200 | 400 | 401 | 429 | 503;
  retryAfterSec?: number;
}

export const emptyForm: FormOutcome = { email: "", error: null, status: 200 };

const email = z.email(msg("Enter an e-mail address, like name@example.org.")).max(254);

/** The trimmed e-mail field and what is wrong with it. */
export function readEmail(form: FormData): { email: string; error: string | null } {
  const value = textField(form, "email").trim();
  const parsed = email.safeParse(value);
  return { email: value.slice(0, 254), error: parsed.error?.issues[0].message ?? null };
}

/** A field as text; a file or nothing is the empty text. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The outcome of an expected failure; anything else is thrown on. */
export function outcomeOf(error: unknown, email: string): FormOutcome {
  if (!(error instanceof AppError)) throw error;
  if (error.kind === "limit") {
    return {
      email,
      error: `Too many requests. Try again in ${error.retryAfterSec ?? 60} seconds.`,
      status: 429,
      retryAfterSec: error.retryAfterSec,
    };
  }
  if (error.kind === "upstream" || error.kind === "unavailable") {
    return { email, error: error.message, status: 503 };
  }
  throw error;
}

/**
 * Status and headers of the page that shows `outcome`. Sign-in pages are never stored, and their
 * addresses, which may hold a link's token, are told to no other site. (`no-referrer` would make
 * browsers send `Origin: null` with the form.)
 */
export function responseInit({ status, retryAfterSec }: FormOutcome): ResponseInit {
  const headers = new Headers({ "cache-control": "no-store", "referrer-policy": "same-origin" });
  if (retryAfterSec) headers.set("retry-after", String(retryAfterSec));
  return { status, headers };
}

/** 303 to `location` that sets these cookies. */
export function signedInRedirect(location: string, setCookies: string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of setCookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
