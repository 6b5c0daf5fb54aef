import { define } from "@/define.ts";
import { loadReceipt, mailReceipt, receiptPdf } from "@/lib/billing/mod.ts";
import { AppError, notFound } from "@/lib/platform/errors.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { countDocument, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../../(_components)/see_other.ts";
import { pdfResponse } from "../../billing/(_components)/pdf_response.ts";
import { documentReader } from "../(_components)/document_reader.ts";

export const handler = define.handlers({
  async GET({ params, req, state }) {
    await countDocument(state);
    const transactionId = readId(params.id);
    const reader = documentReader(req, state);
    const receipt = await loadReceipt(state.ctx, {
      userId: state.session!.userId,
      transactionId,
    });
    const bytes = await receiptPdf(receipt, reader);
    return pdfResponse({ bytes, fileName: `receipt-${transactionId}.pdf` });
  },
  async POST({ params, req, state }) {
    refuseImpersonatedWrite(state);
    const transactionId = readId(params.id);
    const t = translator(state.language);
    const back = `/sessions/${transactionId}`;
    try {
      const { to, isNew } = await mailReceipt(state.ctx, state.services, {
        userId: state.session!.userId,
        transactionId,
        reader: documentReader(req, state),
      });
      const text = isNew
        ? t("The receipt is on its way to {to}.", { to })
        : t("The receipt was mailed to {to} within this hour already.", { to });
      return seeOther(state, back, { tone: isNew ? "success" : "info", text });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === "not_found") throw error;
      return seeOther(state, back, { tone: "error", text: t(error.message) });
    }
  },
});

function readId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw notFound(msg("There is no such session."));
  return Number(text);
}
