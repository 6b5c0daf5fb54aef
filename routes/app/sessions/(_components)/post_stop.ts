import type { State } from "@/define.ts";
import { sessionStop } from "@/lib/charging/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../../(_components)/see_other.ts";

/** Asks the charger to stop and goes back to the session's page, which follows it. */
export async function postStop(state: State, transactionId: number): Promise<Response> {
  refuseImpersonatedWrite(state);
  const t = translator(state.language);
  const page = `/sessions/${transactionId}`;
  try {
    const { state: now } = await sessionStop(state.ctx, {
      userId: state.session!.userId,
      steve: state.services.steve,
      transactionId,
    });
    return seeOther(
      state,
      page,
      now === "ended" ? { tone: "info", text: t("This session has already ended.") } : undefined,
    );
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === "not_found") throw error;
    return seeOther(state, page, { tone: "error", text: t(error.message) });
  }
}
