import { define } from "@/define.ts";
import { safePath } from "@/lib/auth/mod.ts";
import { isLanguage, LANGUAGE_COOKIE } from "@/lib/platform/i18n/languages.ts";
import { readForm } from "@/lib/web/mod.ts";
import { seeOther } from "./(_components)/see_other.ts";

/** Keeps the language chosen in this browser for a year and goes back to the page. */
export const handler = define.handlers({
  async POST({ req, state }) {
    const form = await readForm(req);
    const language = String(form.get("language"));
    const next = safePath(String(form.get("next") ?? ""));
    if (!isLanguage(language)) return seeOther(state, next);
    return seeOther(state, next, undefined, [
      `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=31536000; SameSite=Lax`,
    ]);
  },
});
