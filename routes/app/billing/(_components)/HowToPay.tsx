import { Banner } from "@/components/Banner.tsx";
import { formatMoney } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import type { BillingOverview, InvoiceView } from "@/lib/billing/mod.ts";
import { ContactOperator } from "../../cards/(_components)/ContactOperator.tsx";
import { amountsText } from "./amounts.ts";
import { calendarDay } from "./CalendarDay.tsx";
import { invoicePath } from "./invoice_filters.ts";
import { PortalLink } from "./PortalLink.tsx";

/** The ways to pay that there are. */
interface Ways {
  showsPortal: boolean;
  /** The operator's address. */
  contact: string | undefined;
}

/** What is left to pay of one invoice, since when it is due, and how to pay it. */
export function HowToPay({ invoice, ...ways }: { invoice: InvoiceView } & Ways) {
  const t = useT();
  const reader = useReader();
  const { driverStatus, dueCents, currency, number, paymentDueDate } = invoice;
  if (dueCents <= 0) return null;
  const isOverdue = driverStatus === "overdue";
  const amount = formatMoney(dueCents, currency, reader);
  const date = paymentDueDate && calendarDay(paymentDueDate, reader);
  return (
    <Banner
      kind={isOverdue ? "warning" : "info"}
      title={!date
        ? t("{amount} left to pay", { amount })
        : isOverdue
        ? t("{amount} overdue: it was due on {date}", { amount, date })
        : t("{amount} to pay by {date}", { amount, date })}
      action={
        <Actions
          {...ways}
          from={invoicePath(invoice.id)}
          subject={number ? t("Invoice {number}", { number }) : t("Invoice")}
        />
      }
    >
      <Instruction {...ways} />
    </Banner>
  );
}

/** One line above the invoices while some are late. */
export function OverdueNote({ overview, ...ways }: { overview: BillingOverview } & Ways) {
  const t = useT();
  const reader = useReader();
  const { overdue, overdueInvoices, nextDue, currency } = overview;
  if (overdue.length === 0) return null;
  const amount = amountsText(overdue, currency, reader);
  return (
    <Banner
      kind="warning"
      title={nextDue?.isOverdue
        ? t("{amount} overdue since {date}", { amount, date: calendarDay(nextDue.day, reader) })
        : t.plural(overdueInvoices, "{n} invoice overdue", "{n} invoices overdue")}
      action={<Actions {...ways} from="/billing" subject={t("My overdue invoices")} />}
    >
      <Instruction {...ways} />
    </Banner>
  );
}

function Instruction({ showsPortal, contact }: Ways) {
  const t = useT();
  if (showsPortal) {
    return <>{t("Pay in the customer portal; the payment shows here once it has arrived.")}</>;
  }
  return (
    <>
      {contact
        ? t("Write to your operator, who tells you how to pay it.")
        : t("Ask your operator how to pay it.")}
    </>
  );
}

function Actions(
  { showsPortal, contact, from, subject }: Ways & { from: string; subject: string },
) {
  const t = useT();
  return (
    <div class="flex flex-wrap gap-2">
      {showsPortal && (
        <PortalLink from={from} label={t("Pay in the customer portal")} variant="primary" />
      )}
      <ContactOperator email={contact} subject={subject} />
    </div>
  );
}
