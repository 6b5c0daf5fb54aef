import type { State } from "@/define.ts";
import type { ChargerMark } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../../(_components)/see_other.ts";

interface Mark {
  set(ctx: Ctx, input: ChargerMark): Promise<unknown>;
  clear(ctx: Ctx, input: ChargerMark): Promise<unknown>;
  /** What is said afterwards, in English. */
  setText: string;
  clearText: string;
}

/** Sets (`on=yes`) or clears a mark of the signed-in driver on a charger, then shows its page again. */
export async function markAction(
  { req, state, params }: { req: Request; state: State; params: Record<string, string> },
  mark: Mark,
): Promise<Response> {
  refuseImpersonatedWrite(state);
  const t = translator(state.language);
  const isOn = (await readForm(req)).get("on") === "yes";
  const input = { userId: state.session!.userId, chargerId: params.id };
  const back = `/chargers/${encodeURIComponent(params.id)}`;
  try {
    await (isOn ? mark.set : mark.clear)(state.ctx, input);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "conflict") throw error;
    return seeOther(state, back, { tone: "error", text: t(error.message) });
  }
  return seeOther(state, back, { tone: "success", text: t(isOn ? mark.setText : mark.clearText) });
}
