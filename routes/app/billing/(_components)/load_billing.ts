import {
  billingOverview,
  listInvoices,
  type ListInvoicesInput,
  walletView,
} from "@/lib/billing/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** The billing page's parts, in parallel; a part that fails is undefined and leaves the rest standing. */
export async function loadBilling(
  ctx: Ctx,
  input: ListInvoicesInput & {
    timeZone: string;
    lago: LagoClient | null;
    /** The filters contradict each other: nothing is looked for. */
    isListless: boolean;
  },
) {
  const part = async <T>(name: string, load: Promise<T>): Promise<T | undefined> => {
    try {
      return await load;
    } catch (error) {
      ctx.log.error("A part of the billing page could not be loaded.", { part: name, error });
    }
  };
  const [overview, wallet, list] = await Promise.all([
    part("overview", billingOverview(ctx, input)),
    part("wallet", walletView(ctx, input)),
    part(
      "invoices",
      input.isListless ? Promise.resolve({ invoices: [], next: null }) : listInvoices(ctx, input),
    ),
  ]);
  return { overview, wallet, list };
}
