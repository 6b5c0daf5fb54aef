import { define } from "@/define.ts";
import { portalUrl } from "@/lib/billing/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { countDocument, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../(_components)/see_other.ts";

/** Pages that lead here; from that of an invoice it is about this one. */
const FROM = /^(?:\/subscription|\/billing\/invoices\/([\w-]{1,200}))$/;

export const handler = define.handlers({
  async GET({ state, url }) {
    // The portal changes things in the customer's name, and knows nothing of who only looks.
    refuseImpersonatedWrite(state);
    await countDocument(state);
    const [from, invoiceId] = FROM.exec(url.searchParams.get("from") ?? "") ?? ["/billing"];
    try {
      const to = await portalUrl(state.ctx, {
        userId: state.session!.userId,
        lago: state.services.lago,
        invoiceId,
      });
      return new Response(null, {
        status: 303,
        headers: {
          location: to.href,
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
        },
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const text = translator(state.language)(error.message);
      return seeOther(state, `${from}?portal=off`, { tone: "error", text });
    }
  },
});
