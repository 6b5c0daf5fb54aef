import type { Lago } from "../lago.ts";
import type { Fee } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { listItems } from "../http/listing.ts";

/** Fields a list of fees can be narrowed by, and what they mean. */
const FILTERS: Record<string, (fee: Fee) => string | null> = {
  event_transaction_id: (fee) => fee.event_transaction_id,
  external_subscription_id: (fee) => fee.external_subscription_id,
  external_customer_id: (fee) => fee.external_customer_id,
  fee_type: (fee) => fee.item.type,
  billable_metric_code: (fee) => fee.item.code,
  payment_status: (fee) => fee.payment_status,
  currency: (fee) => fee.amount_currency,
};

/** `/fees`: only fees in advance carry an `event_transaction_id`, as in Lago. */
export function feeRoutes(lago: Lago): Route[] {
  return [
    ["GET", "/fees", ({ query }) => {
      const wanted = Object.entries(FILTERS).flatMap(([name, read]) => {
        const value = query.get(name);
        return value === null ? [] : [(fee: Fee) => read(fee) === value];
      });
      const fees = lago.docs.all("fee").filter((fee) => wanted.every((fits) => fits(fee)));
      return listItems(lago, "fees", query, fees);
    }],
    ["GET", "/fees/{id}", ({ path }) => ({ fee: lago.byId("fee", path.id) })],
  ];
}
