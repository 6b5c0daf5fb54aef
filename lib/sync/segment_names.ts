const NAMES: Record<string, string> = {
  lago_billable_metrics: "Lago metrics",
  lago_plans: "Lago plans",
  lago_customers: "Lago customers",
  lago_subscriptions: "Lago subscriptions",
  tag_linking: "cards in SteVe",
  transaction_sync: "sessions of SteVe",
  usage_delivery: "usage to Lago",
  lago_invoices: "Lago invoices",
  lago_wallets: "Lago wallets",
  local_reconcile: "our own records",
};

/** A segment of a run in words for people. */
export const segmentName = (segment: string) => NAMES[segment] ?? segment;
