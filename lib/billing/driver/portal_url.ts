import { recordAudit } from "@/lib/audit/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf, notFound, upstream } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { billingAccount } from "./account.ts";
import { ownInvoiceRow } from "./get_invoice.ts";
import { within } from "./within.ts";

const PATIENCE_MS = 6_000;

/** Whether a link to the portal is worth showing: Lago is configured and was not just found dead. */
export const isPortalLikely = (lago: LagoClient | null) =>
  lago !== null && lago.breakerState() === "closed";

/**
 * The address of Lago's own pages for the driver; with `invoiceId` that where this invoice is paid, if
 * Lago has a payment provider for it. It signs its bearer in: it is asked for on click, goes
 * into one redirect and is neither kept nor logged.
 * @throws AppError `not_found` without a billing account or for an invoice that is not theirs, `upstream`
 * when Lago gives no usable address
 */
export async function portalUrl(
  ctx: Ctx,
  input: { userId: string; lago: LagoClient | null; invoiceId?: string; patienceMs?: number },
): Promise<URL> {
  const account = await billingAccount(ctx, input);
  if (!account) throw notFound(msg("No billing account on file"));
  const { lago, invoiceId } = input;
  const row = invoiceId === undefined ? null : await ownInvoiceRow(ctx, { ...input, invoiceId });
  const given = lago &&
    await within(
      input.patienceMs ?? PATIENCE_MS,
      addressOf(ctx, lago, account.externalCustomerId, row?.lagoId),
      (error) =>
        ctx.log.warning("The billing portal could not be opened.", { error: messageOf(error) }),
    );
  const url = given ? usable(given, ctx) : null;
  if (!url) throw upstream(msg("The billing portal cannot be opened right now."));
  await recordAudit(ctx, {
    event: "billing.portal_opened",
    subject: `customer:${account.externalCustomerId}`,
    metadata: row ? { invoiceId: row.lagoId } : {},
  });
  return url;
}

/** The invoice's own page gets half the patience: the portal, where it can be paid too, gets the rest. */
async function addressOf(
  ctx: Ctx,
  lago: LagoClient,
  customer: string,
  invoice?: string,
): Promise<string> {
  const ofInvoice = invoice === undefined
    ? null
    : await within(PATIENCE_MS / 2, lago.paymentUrl(invoice), (error) =>
      ctx.log.warning("An invoice's payment page could not be had.", { error: messageOf(error) }));
  return ofInvoice ?? await lago.portalUrl(customer);
}

/** Encrypted, unless Lago itself is reached without (a stand-in, or a private network). */
function usable(text: string, ctx: Ctx): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url?.protocol === "http:" && ctx.config.LAGO_API_URL?.startsWith("http:");
  return url?.protocol === "https:" || isPlain ? url : null;
}
