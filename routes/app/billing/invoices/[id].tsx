import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ReceiptText } from "@/components/icons.ts";
import { StatusPill } from "@/components/StatusPill.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { PDF_WORDS } from "@/islands/customer/pdf_words.ts";
import InvoicePdf from "@/islands/customer/InvoicePdf.tsx";
import { getInvoice, isPortalLikely } from "@/lib/billing/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { HowToPay } from "../(_components)/HowToPay.tsx";
import { InvoiceFacts } from "./(_components)/InvoiceFacts.tsx";
import { InvoiceFees } from "./(_components)/InvoiceFees.tsx";

export default define.page<typeof handler>(function InvoicePage({ data, state }) {
  const { invoice, showsPortal } = data;
  const t = useT();
  if (!invoice) return <NotFound />;
  return (
    <>
      <div class="flex flex-wrap items-center gap-3">
        <StatusPill kind="invoice" status={invoice.driverStatus} />
        <div class="ml-auto flex flex-wrap gap-2">
          <LinkButton href="/billing">{t("Back to billing")}</LinkButton>
          <InvoicePdf
            invoiceId={invoice.id}
            fileName={`${invoice.number ?? invoice.id}.pdf`}
            words={t.words(PDF_WORDS)}
          />
        </div>
      </div>
      {invoice.uiStatus === "failed" && (
        <Banner kind="warning" title={t("The last payment failed")}>
          {t("Nothing is lost: it is tried again, or your operator gets in touch.")}
        </Banner>
      )}
      <HowToPay
        invoice={invoice}
        showsPortal={showsPortal}
        contact={state.services.config.OPERATOR_CONTACT_EMAIL}
      />
      <InvoiceFacts invoice={invoice} />
      <InvoiceFees invoice={invoice} />
    </>
  );
});

function NotFound() {
  const t = useT();
  return (
    <div class="rounded-xl border border-border-subtle bg-card">
      <EmptyState
        icon={ReceiptText}
        title={t("Invoice not found")}
        action={<LinkButton href="/billing">{t("Back to billing")}</LinkButton>}
      >
        {t("It does not exist, or it is not yours to see.")}
      </EmptyState>
    </div>
  );
}

export const handler = define.handlers({
  async GET({ params, state, url }) {
    const t = translator(state.language);
    const { lago } = state.services;
    const showsPortal = isPortalLikely(lago) && !state.session!.impersonatedBy &&
      !url.searchParams.has("portal");
    const invoice = await getInvoice(state.ctx, {
      userId: state.session!.userId,
      invoiceId: params.id,
      lago,
    }).catch((error) => {
      if (error instanceof AppError && error.kind === "not_found") return null;
      throw error;
    });
    if (!invoice) {
      state.title = t("Invoice");
      return page({ invoice, showsPortal }, { status: 404 });
    }
    state.title = invoice.number ? t("Invoice {number}", { number: invoice.number }) : t("Invoice");
    return page({ invoice, showsPortal });
  },
});
