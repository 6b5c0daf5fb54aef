import { page } from "fresh";
import { ErrorState } from "@/components/ErrorState.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { Spinner } from "@/components/Spinner.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { invoicePdf } from "@/lib/billing/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { pdfResponse } from "../../(_components)/pdf_response.ts";

/** About a minute; then the reader decides whether to go on. */
const MAX_TRIES = 20;

/** The way to the PDF without scripts: a page that asks again by itself until the file comes. */
export default define.page<typeof handler>(function InvoicePdfPage({ data }) {
  const t = useT();
  const { isFailed, isOver, path } = data;
  const actions = (
    <div class="flex flex-wrap justify-center gap-2">
      <LinkButton href={`${path}/pdf`} variant="primary">{t("Try again")}</LinkButton>
      <LinkButton href={path}>{t("Back to the invoice")}</LinkButton>
    </div>
  );
  return (
    <div class="rounded-xl border border-border-subtle bg-card">
      {isFailed || isOver
        ? (
          <ErrorState
            title={isFailed ? t("Failed to request PDF") : t("The PDF takes longer than usual")}
            action={actions}
          >
            {t("The billing system makes it; wait a little and try again.")}
          </ErrorState>
        )
        : (
          <div role="status" class="flex flex-col items-center gap-3 px-4 py-10 text-center">
            <Spinner />
            <p class="font-medium">{t("Your PDF is being made")}</p>
            <p class="text-sm text-ink-muted">
              {t("This page asks again by itself; the download starts when it is ready.")}
            </p>
            {actions}
          </div>
        )}
    </div>
  );
});

export const handler = define.handlers({
  async GET({ params, state, url }) {
    state.title = translator(state.language)("Invoice PDF");
    const path = `/billing/invoices/${encodeURIComponent(params.id)}`;
    const tries = Number(/^\d{1,2}$/.exec(url.searchParams.get("try") ?? "")?.[0] ?? 0);
    try {
      const pdf = await invoicePdf(state.ctx, {
        userId: state.session!.userId,
        invoiceId: params.id,
        lago: state.services.lago,
      });
      if (pdf.state === "ready") return pdfResponse(pdf);
      const isOver = tries >= MAX_TRIES;
      const refresh = `${pdf.retryAfterSec}; url=${path}/pdf?try=${tries + 1}`;
      return page({ isFailed: false, isOver, path }, {
        status: 202,
        headers: isOver ? {} : { refresh },
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== "upstream") throw error;
      return page({ isFailed: true, isOver: false, path }, { status: 502 });
    }
  },
});
