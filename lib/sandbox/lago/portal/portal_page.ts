import type { Customer, Invoice } from "../store/kinds.ts";

/** What the portal shows. */
export interface PortalView {
  customer: Customer;
  /** Final invoices, newest first. */
  invoices: Invoice[];
  /** Address of the page itself. */
  path: string;
  /** Number of the invoice that was just paid. */
  paidNumber: string | null;
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  table { width: 100%; border-collapse: collapse; }
  th, td { text-align: start; padding: .6rem .5rem .6rem 0; border-bottom: 1px solid #8886; }
  td:nth-child(3), th:nth-child(3) { text-align: end; white-space: nowrap; }
  td:last-child { text-align: end; }
  button { min-height: 44px; padding: 0 1.1rem; font: inherit; font-weight: 600; border: 0;
    border-radius: .4rem; background: #1d4ed8; color: #fff; cursor: pointer; }
  .note { padding: .7rem 1rem; border: 1px solid #8886; border-radius: .4rem; }
  .late { color: light-dark(#b91c1c, #fca5a5); font-weight: 600; }`;

/** The portal as one HTML page that needs no script. */
export function portalPage({ customer, invoices, path, paidNumber }: PortalView): string {
  const open = invoices.filter(isOpen);
  const others = invoices.filter((invoice) => !isOpen(invoice));
  const name = escape(customer.name ?? customer.external_id);
  return document(
    `Invoices of ${name}`,
    `<h1>Invoices of ${name}</h1>
    <p>A stand-in for the customer portal of Lago. No money moves here.</p>
    ${
      paidNumber === null
        ? ""
        : `<p class="note" role="status">Invoice ${
          escape(paidNumber)
        } is paid. Go back to your charging pages: they show it within seconds.</p>`
    }
    <h2>To pay</h2>
    ${open.length > 0 ? table(open, path) : "<p>Nothing is open.</p>"}
    ${others.length > 0 ? `<h2>Settled</h2>${table(others, path)}` : ""}`,
  );
}

/** What a link leads to that was not made here or has ended. */
export function portalRefusal(): string {
  return document(
    "This link has ended",
    `<h1>This link has ended</h1>
    <p>Go back to your charging pages and open the portal again.</p>`,
  );
}

/** Final and neither paid nor void. */
export const isOpen = (invoice: Invoice): boolean =>
  invoice.status === "finalized" && invoice.payment_status !== "succeeded";

function table(invoices: Invoice[], path: string): string {
  return `<table>
    <thead><tr><th scope="col">Invoice</th><th scope="col">Due</th><th scope="col">Amount</th>
      <th scope="col">State</th></tr></thead>
    <tbody>${invoices.map((invoice) => row(invoice, path)).join("")}</tbody>
  </table>`;
}

function row(invoice: Invoice, path: string): string {
  const number = escape(invoice.number);
  const cents = isOpen(invoice) ? invoice.total_due_amount_cents : invoice.total_amount_cents;
  return `<tr>
    <th scope="row">${number}</th>
    <td>${escape(invoice.payment_due_date)}${
    invoice.payment_overdue ? ' <span class="late">Overdue</span>' : ""
  }</td>
    <td>${escape(money(cents, invoice.currency))}</td>
    <td>${isOpen(invoice) ? payForm(invoice, path) : stateOf(invoice)}</td>
  </tr>`;
}

const payForm = (invoice: Invoice, path: string) =>
  `<form method="post" action="${escape(path)}">
    <input type="hidden" name="invoice" value="${escape(invoice.lago_id)}">
    <button aria-label="Pay invoice ${escape(invoice.number)}">Pay</button>
  </form>`;

const stateOf = (invoice: Invoice) => invoice.status === "voided" ? "Voided" : "Paid";

const money = (cents: number, currency: string) => {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};

const document = (title: string, body: string) =>
  `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${title}</title>
  <style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>`;

const SIGNS: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
