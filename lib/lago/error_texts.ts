/** Lago's codes in words that say what to do; fields of `error_details` and codes of answers alike. */
const TEXTS: Record<string, string> = {
  value_is_mandatory: "is required",
  value_is_invalid: "is not valid",
  value_already_exist: "exists already",
  invalid_format: "has the wrong format",
  invalid_date: "is not a valid date",
  invalid_email_format: "is not an e-mail address",
  country_code_invalid: "is not a country code",
  currency_must_match: "must be in the customer's currency",
  currencies_does_not_match: "must be in the customer's currency",
  url_code_invalid: "is not a web address",
  too_many_events: "are more than Lago takes at once",
  no_events: "are missing",
  plan_not_found: "Lago does not know this plan.",
  customer_not_found: "Lago does not know this customer.",
  subscription_not_found: "Lago does not know this subscription.",
  invoice_not_found: "Lago does not know this invoice.",
  wallet_not_found: "Lago does not know this wallet.",
  event_not_found: "Lago does not know this event.",
  billable_metric_not_found: "Lago does not know this billable metric.",
  feature_unavailable: "This needs a licence that this Lago does not have.",
  too_many_provider_requests: "The payment provider asks for a pause. Try again in a minute.",
  provider_error: "The payment provider refused. Look at the customer's payment settings in Lago.",
  third_party_error: "A system behind Lago refused. Look at the integration's settings in Lago.",
  not_voidable: "Only a finalized invoice that is not paid can be voided.",
  is_succeeded: "This invoice is paid already.",
  invalid_status: "The invoice's state does not allow this. Reload the page to see it as it is.",
  invoice_is_draft: "The invoice is still a draft. Finalize it first.",
  invoice_is_not_draft: "Only a draft can be changed.",
  payment_processor_is_currently_handling_payment: "A payment of this invoice is under way.",
  no_linked_payment_provider: "The customer has no payment provider in Lago.",
  wallet_is_terminated: "This wallet is closed.",
  missing_aggregation_property: "The event lacks the field that the metric sums.",
  invalid_code: "The event names a metric that Lago does not have.",
  invalid_filter_values: "The event has a value that the metric's filter does not know.",
};

/** A sentence for a code; an unknown one is shown as words. */
export function textOfCode(code: string): string {
  return TEXTS[code] ?? code.replaceAll("_", " ");
}

/** Field errors in words: `{ email: ["is not an e-mail address"] }`. */
export function textsOfDetails(details: unknown): Record<string, string[]> {
  if (details === null || typeof details !== "object" || Array.isArray(details)) return {};
  const texts: Record<string, string[]> = {};
  for (const [field, codes] of Object.entries(details)) {
    const list = Array.isArray(codes) ? codes : [codes];
    texts[field] = list.map((code) =>
      typeof code === "string" ? textOfCode(code) : JSON.stringify(code)
    );
  }
  return texts;
}
