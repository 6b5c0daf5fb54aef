import type { State } from "@/define.ts";
import { getOwnCard, type OwnCardPage } from "@/lib/charging/mod.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

/**
 * The card of an address `/cards/{id}`. `isAgain`: only figures are read anew, so SteVe is not asked.
 * @throws AppError `not_found` for what is no id, missing, or another driver's: the three look the same
 */
export async function loadCard(
  state: State,
  id: string,
  { isAgain = false } = {},
): Promise<OwnCardPage> {
  return await getOwnCard(state.ctx, {
    userId: state.session!.userId,
    steve: isAgain ? null : state.services.steve,
    id: cardIdOf(id),
  });
}

/** The number in an address; throws 404 when it is none. */
export function cardIdOf(id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound(msg("Card not found"));
  return Number(id);
}
