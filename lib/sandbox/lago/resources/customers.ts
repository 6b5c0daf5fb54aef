import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Customer } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { invalid } from "../http/errors.ts";
import { listItems, listKind } from "../http/listing.ts";
import { nextNumber } from "../store/database.ts";
import { terminateSubscription } from "../billing/subscription_life.ts";
import { portalLink } from "../portal/portal_links.ts";

const customerSchema = z.looseObject({
  external_id: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  currency: z.string().length(3).nullish(),
  timezone: z.string().nullish(),
  net_payment_term: z.int().nonnegative().nullish(),
  tax_codes: z.array(z.string()).optional(),
  finalize_zero_amount_invoice: z.enum(["inherit", "skip", "finalize"]).optional(),
  billing_configuration: z.looseObject({
    invoice_grace_period: z.int().nonnegative().nullish(),
    payment_provider: z.enum(["stripe", "adyen", "gocardless", "cashfree", "moneyhash"]).nullish(),
    payment_provider_code: z.string().nullish(),
    provider_customer_id: z.string().nullish(),
    document_locale: z.string().nullish(),
  }).optional(),
  metadata: z.array(z.object({
    id: z.string().optional(),
    key: z.string().min(1),
    value: z.string(),
    display_in_invoice: z.boolean().default(false),
  })).optional(),
});

/** A customer as it is sent to be created or updated. */
export type CustomerInput = z.infer<typeof customerSchema>;

/** Creates the customer, or updates the fields that were sent. */
export function upsertCustomer(lago: Lago, input: CustomerInput): Customer {
  const known = lago.docs.byKey("customer", input.external_id);
  for (const code of input.tax_codes ?? []) lago.byKey("tax", code);
  if (known) checkCurrency(lago, known, input.currency);
  const customer: Customer = {
    ...known ?? blankCustomer(lago, input.external_id),
    ...input,
    name: input.name === undefined ? known?.name ?? null : input.name,
    email: input.email === undefined ? known?.email ?? null : input.email,
    currency: input.currency ?? known?.currency ?? null,
    timezone: input.timezone ?? known?.timezone ?? null,
    net_payment_term: input.net_payment_term ?? known?.net_payment_term ?? null,
    tax_codes: input.tax_codes ?? known?.tax_codes ?? [],
    finalize_zero_amount_invoice: input.finalize_zero_amount_invoice ??
      known?.finalize_zero_amount_invoice ?? "inherit",
    billing_configuration: {
      ...(known ?? blankCustomer(lago, "")).billing_configuration,
      ...definedOf(input.billing_configuration ?? {}),
    },
    metadata: input.metadata
      ? input.metadata.map(({ id, ...rest }) => ({ lago_id: id ?? lago.id(), ...rest }))
      : known?.metadata ?? [],
    updated_at: lago.stamp(),
  };
  if (known) lago.docs.update("customer", customer);
  else {
    customer.sequential_id = nextNumber(lago.db, "customer");
    customer.slug = `LAG-1A90-${String(customer.sequential_id).padStart(3, "0")}`;
    lago.docs.add("customer", customer, { key: customer.external_id });
  }
  lago.emit(known ? "customer.updated" : "customer.created", customer);
  return customer;
}

function definedOf<T extends object>(input: T): T {
  // Cast: leaving out undefined fields keeps the type, which has them optional.
  return Object.fromEntries(Object.entries(input).filter(([, v]) => v !== undefined)) as T;
}

function checkCurrency(lago: Lago, known: Customer, wanted: string | null | undefined): void {
  if (!wanted || !known.currency || wanted === known.currency) return;
  const isBilled = lago.docs.byParent("subscription", known.external_id).length > 0 ||
    lago.docs.byParent("invoice", known.external_id).length > 0;
  if (isBilled) throw invalid({ currency: ["currencies_does_not_match"] });
}

function blankCustomer(lago: Lago, externalId: string): Customer {
  return {
    lago_id: lago.id(),
    external_id: externalId,
    sequential_id: 0,
    slug: "",
    name: null,
    email: null,
    currency: null,
    timezone: null,
    net_payment_term: null,
    tax_codes: [],
    finalize_zero_amount_invoice: "inherit",
    billing_configuration: {
      invoice_grace_period: null,
      payment_provider: null,
      payment_provider_code: null,
      provider_customer_id: null,
      document_locale: null,
    },
    metadata: [],
    created_at: lago.stamp(),
    updated_at: lago.stamp(),
  };
}

/** The customer as the wire shows it. */
export function customerView(customer: Customer) {
  return { ...customer, applicable_timezone: customer.timezone ?? "UTC" };
}

/** Ends the customer's subscriptions and forgets the customer; its invoices stay. */
function deleteCustomer(lago: Lago, externalId: string): Customer {
  const customer = lago.byKey("customer", externalId);
  for (const subscription of lago.docs.byParent("subscription", externalId)) {
    if (["active", "pending"].includes(subscription.status)) {
      terminateSubscription(lago, subscription, lago.now());
    }
  }
  lago.docs.remove("customer", customer.lago_id);
  return customer;
}

/** A link that stops working, as Lago's do; each call makes another. */
function secretUrl(lago: Lago, kind: string): string {
  return `${lago.apiUrl}/${kind}/${lago.id()}`;
}

/** `/customers` and its links. */
export function customerRoutes(lago: Lago): Route[] {
  return [
    ["POST", "/customers", ({ body }) => ({
      customer: customerView(upsertCustomer(lago, unwrap(body, "customer", customerSchema))),
    })],
    ["GET", "/customers", ({ query }) => {
      const term = query.get("search_term")?.toLowerCase();
      const matches = (customer: Customer) =>
        [customer.name, customer.email, customer.external_id].some((text) =>
          text?.toLowerCase().includes(term ?? "")
        );
      return term
        ? listItems(
          lago,
          "customers",
          query,
          lago.docs.all("customer").filter(matches),
          customerView,
        )
        : listKind(lago, "customers", query, "customer", customerView);
    }],
    ["GET", "/customers/{id}", ({ path }) => ({
      customer: customerView(lago.byKey("customer", path.id)),
    })],
    ["DELETE", "/customers/{id}", ({ path }) => ({
      customer: customerView(deleteCustomer(lago, path.id)),
    })],
    ["GET", "/customers/{id}/portal_url", ({ path }) => {
      return { customer: { portal_url: portalLink(lago, lago.byKey("customer", path.id)) } };
    }],
    ["POST", "/customers/{id}/checkout_url", ({ path }) => {
      const customer = lago.byKey("customer", path.id);
      if (!customer.billing_configuration.payment_provider) {
        throw invalid({ base: ["no_linked_payment_provider"] });
      }
      const checkout_url = secretUrl(lago, "checkout");
      const told = {
        lago_customer_id: customer.lago_id,
        external_customer_id: customer.external_id,
        payment_provider: customer.billing_configuration.payment_provider,
        checkout_url,
      };
      lago.emit(
        "customer.checkout_url_generated",
        told,
        "payment_provider_customer_checkout_url",
      );
      return { customer: told };
    }],
  ];
}
