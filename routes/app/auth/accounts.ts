import { flashCookie } from "@/components/flash.ts";
import { define } from "@/define.ts";
import {
  endHeldSession,
  safeNext,
  signedInRedirect,
  switchSession,
  textField,
} from "@/lib/auth/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";

/** Forms of the account picker: go on as another person of this browser, or sign one of them out. */
export const handler = define.handlers({
  async POST(ctx) {
    const { state, req } = ctx;
    refuseImpersonatedWrite(state);
    const body = await readForm(req);
    const choice = { sessionId: textField(body, "session"), headers: req.headers };
    const next = safeNext(textField(body, "next"));
    if (textField(body, "action") === "end") {
      const { setCookies } = await endHeldSession(state.ctx, choice);
      return signedInRedirect("/switch", setCookies);
    }
    try {
      const { setCookies } = await switchSession(state.ctx, choice);
      return signedInRedirect(next, setCookies);
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== "not_found") throw error;
      const text = translator(state.language)(error.message);
      return signedInRedirect("/switch", [
        flashCookie({ tone: "warning", text }, state.services.config),
      ]);
    }
  },
});
