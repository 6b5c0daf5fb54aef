import type { FormOutcome } from "@/lib/auth/mod.ts";
import type { Translate } from "@/lib/platform/i18n/translate.ts";

/** What went wrong with a form, in the reader's language; null while nothing did. */
export function sayOutcome(t: Translate, { error, retryAfterSec }: FormOutcome): string | null {
  if (error && retryAfterSec !== undefined) {
    return t("Too many requests. Try again in {seconds} seconds.", { seconds: retryAfterSec });
  }
  return error && t(error);
}
