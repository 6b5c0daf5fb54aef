import { page } from "fresh";
import { ErrorState } from "@/components/ErrorState.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { readerZone } from "@/components/reader_zone.ts";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { isPortalLikely } from "@/lib/billing/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { periodProblem } from "@/lib/web/mod.ts";
import { BillingStrip } from "./(_components)/BillingStrip.tsx";
import { OverdueNote } from "./(_components)/HowToPay.tsx";
import {
  readInvoiceCursor,
  readInvoiceFilters,
  writeInvoiceCursor,
} from "./(_components)/invoice_filters.ts";
import { InvoiceList } from "./(_components)/InvoiceList.tsx";
import { loadBilling } from "./(_components)/load_billing.ts";
import { NoAccount } from "./(_components)/NoAccount.tsx";
import { PortalLink } from "./(_components)/PortalLink.tsx";
import { StaleBanner } from "./(_components)/StaleBanner.tsx";
import { ViewOnly } from "./(_components)/ViewOnly.tsx";
import { WalletCard } from "./(_components)/WalletCard.tsx";

export default define.page<typeof handler>(function Billing({ data, state }) {
  const t = useT();
  const { overview, wallet, list, filters, problem, isFirstPage, showsPortal } = data;
  const contact = state.services.config.OPERATOR_CONTACT_EMAIL;
  if (overview === null) {
    return <NoAccount title={t("No billing account on file")} contact={contact} />;
  }
  return (
    <>
      {overview?.account.isActive === false && <ViewOnly />}
      {overview?.isStale && <StaleBanner at={overview.refreshedAt} />}
      {overview && <OverdueNote overview={overview} showsPortal={showsPortal} contact={contact} />}
      {overview ? <BillingStrip overview={overview} /> : <PartFailed />}
      <div class="flex flex-wrap gap-2">
        <LinkButton href="/subscription">{t("Your subscription")}</LinkButton>
        {showsPortal && <PortalLink from="/billing" />}
      </div>
      {wallet && <WalletCard wallet={wallet} />}
      {list
        ? (
          <InvoiceList
            filters={filters}
            problem={problem}
            invoices={list.invoices}
            older={writeInvoiceCursor(list.next)}
            isFirstPage={isFirstPage}
          />
        )
        : <PartFailed />}
    </>
  );
});

function PartFailed() {
  const t = useT();
  return (
    <ErrorState title={t("This part could not be read")}>
      {t("Reload to try again.")}
    </ErrorState>
  );
}

export const handler = define.handlers({
  async GET({ req, state, url }) {
    state.title = translator(state.language)("Billing");
    const filters = readInvoiceFilters(url.searchParams);
    const after = readInvoiceCursor(url.searchParams);
    const problem = periodProblem(filters);
    const { lago } = state.services;
    const parts = await loadBilling(state.ctx, {
      userId: state.session!.userId,
      timeZone: readerZone(req.headers.get("cookie")),
      lago,
      status: filters.status,
      from: filters.from || undefined,
      to: filters.to || undefined,
      after,
      isListless: problem !== null,
    });
    const showsPortal = isPortalLikely(lago) && !state.session!.impersonatedBy &&
      !url.searchParams.has("portal");
    return page(
      { ...parts, filters, problem, isFirstPage: after === undefined, showsPortal },
      { status: problem ? 400 : 200 },
    );
  },
});
