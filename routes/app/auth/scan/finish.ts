import { define } from "@/define.ts";
import { safeNext, scanLogin, scanLoginBody, signedInRedirect, textField } from "@/lib/auth/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { readForm } from "@/lib/web/mod.ts";
import type { ScanFailure } from "../(_components)/scan_failures.ts";
import { tellSignIn } from "../(_components)/notices.ts";

/** The form of a browser without scripts that signs in by the card that was read. */
export const handler = define.handlers({
  async POST(ctx) {
    const { state, req } = ctx;
    const body = await readForm(req);
    const next = safeNext(textField(body, "next"));
    const chargeBoxId = textField(body, "chargeBoxId");
    const back = (failed: ScanFailure) =>
      ctx.redirect(`/auth/scan?${new URLSearchParams({ chargeBoxId, next, failed })}`, 303);
    const input = scanLoginBody.safeParse(Object.fromEntries(body));
    if (!input.success) return back("late");
    try {
      await state.services.auth.countScan(state.clientIp);
      const { setCookies } = await scanLogin(state.ctx, input.data, {
        headers: req.headers,
        onSignIn: tellSignIn,
      });
      return signedInRedirect(next, setCookies);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return back(error.kind === "unauthorized" ? "card" : "late");
    }
  },
});
