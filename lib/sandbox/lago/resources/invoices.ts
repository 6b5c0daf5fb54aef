import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Invoice } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { listItems, many } from "../http/listing.ts";
import { invalid, notAllowed } from "../http/errors.ts";
import { addInvoice, invoiceView, newInvoice, saveInvoice } from "../billing/invoice_records.ts";
import { finalizeInvoice } from "../billing/finalize.ts";
import { newFee } from "../billing/fee_records.ts";
import { markPaid } from "../billing/collect.ts";
import { Exact } from "../pricing/exact.ts";

const updateSchema = z.object({
  payment_status: z.enum(["pending", "succeeded", "failed"]).optional(),
  net_payment_term: z.int().optional(),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
});
const oneOffSchema = z.object({
  external_customer_id: z.string().min(1),
  currency: z.string().length(3).optional(),
  net_payment_term: z.int().optional(),
  fees: z.array(z.object({
    add_on_code: z.string().min(1),
    unit_amount_cents: z.int().optional(),
    units: z.union([z.number(), z.string()]).default(1),
    description: z.string().nullish(),
    invoice_display_name: z.string().nullish(),
    tax_codes: z.array(z.string()).optional(),
  })).min(1),
});

/** The invoices a query asks for, newest first. */
function search(lago: Lago, query: URLSearchParams): Invoice[] {
  const customer = query.get("external_customer_id");
  const either = (...names: string[]) => new Set(names.flatMap((name) => many(query, name)));
  const statuses = either("status", "statuses");
  const payments = either("payment_status", "payment_statuses");
  const types = either("invoice_type", "invoice_types");
  const [from, to] = [query.get("issuing_date_from"), query.get("issuing_date_to")];
  const overdue = query.get("payment_overdue");
  const subscription = query.get("subscription_id");
  const currency = query.get("currency");
  const term = query.get("search_term")?.toLowerCase();
  const all = customer === null
    ? lago.docs.all("invoice")
    : lago.docs.byParent("invoice", customer);
  return all.filter((invoice) =>
    invoice.status !== "deleted" && invoice.status !== "closed" &&
    (statuses.size === 0 || statuses.has(invoice.status)) &&
    (payments.size === 0 || payments.has(invoice.payment_status)) &&
    (types.size === 0 || types.has(invoice.invoice_type)) &&
    (from === null || invoice.issuing_date >= from.slice(0, 10)) &&
    (to === null || invoice.issuing_date <= to.slice(0, 10)) &&
    (overdue === null || invoice.payment_overdue === (overdue === "true")) &&
    (currency === null || invoice.currency === currency) &&
    (subscription === null ||
      invoice.periods.some(({ subscription_id }) => subscription_id === subscription)) &&
    (!term || searchText(lago, invoice).includes(term))
  );
}

function searchText(lago: Lago, invoice: Invoice): string {
  const customer = lago.docs.byKey("customer", invoice.external_customer_id);
  const fields = [invoice.number, invoice.lago_id, invoice.external_customer_id];
  return [...fields, customer?.name, customer?.email].join("\n").toLowerCase();
}

/** Creates a one-off invoice from add-ons, final at once. Not idempotent, as in Lago. */
function createOneOff(lago: Lago, input: z.infer<typeof oneOffSchema>): Invoice {
  const customer = lago.byKey("customer", input.external_customer_id);
  const currency = input.currency ?? customer.currency ?? lago.settings.currency;
  if (customer.currency && customer.currency !== currency) {
    throw invalid({ currency: ["currencies_does_not_match"] });
  }
  if (!customer.currency) lago.docs.update("customer", { ...customer, currency });
  const fees = input.fees.map((fee) => {
    const addOn = lago.byKey("add_on", fee.add_on_code);
    const units = new Exact(fee.units);
    return newFee(lago, {
      externalCustomerId: customer.external_id,
      item: {
        type: "add_on",
        code: addOn.code,
        name: addOn.name,
        id: addOn.lago_id,
        displayName: fee.invoice_display_name,
      },
      units,
      amount: units.times(fee.unit_amount_cents ?? addOn.amount_cents).div(100),
      currency,
      taxCodes: fee.tax_codes ?? addOn.tax_codes,
      description: fee.description ?? addOn.description,
    });
  });
  const invoice = newInvoice(lago, customer, {
    type: "one_off",
    currency,
    netPaymentTerm: input.net_payment_term,
  });
  addInvoice(lago, invoice, fees);
  return finalizeInvoice(lago, invoice);
}

function update(lago: Lago, invoice: Invoice, input: z.infer<typeof updateSchema>): Invoice {
  if (input.metadata) invoice.metadata = input.metadata;
  if (input.net_payment_term !== undefined) invoice.net_payment_term = input.net_payment_term;
  saveInvoice(lago, invoice);
  if (input.payment_status && input.payment_status !== "pending") {
    if (invoice.status !== "finalized") throw notAllowed("payment_status_update_on_draft_invoice");
    markPaid(lago, invoice, input.payment_status);
  }
  return invoice;
}

/** `/invoices`: list, read, update, delete and one-off. */
export function invoiceRoutes(lago: Lago): Route[] {
  const find = (id: string) => lago.byId("invoice", id);
  const full = (invoice: Invoice) => ({ invoice: invoiceView(lago, invoice) });
  return [
    [
      "GET",
      "/invoices",
      ({ query }) =>
        listItems(
          lago,
          "invoices",
          query,
          search(lago, query),
          (invoice) => invoiceView(lago, invoice, false),
        ),
    ],
    ["GET", "/invoices/{id}", ({ path }) => full(find(path.id))],
    [
      "PUT",
      "/invoices/{id}",
      ({ path, body }) => full(update(lago, find(path.id), unwrap(body, "invoice", updateSchema))),
    ],
    [
      "POST",
      "/invoices",
      ({ body }) => full(createOneOff(lago, unwrap(body, "invoice", oneOffSchema))),
    ],
    ["DELETE", "/invoices/{id}", ({ path }) => {
      const invoice = find(path.id);
      if (invoice.status !== "draft") throw notAllowed("not_deletable");
      invoice.status = "deleted";
      saveInvoice(lago, invoice);
      lago.emit("invoice.deleted", invoiceView(lago, invoice));
      return full(invoice);
    }],
  ];
}
