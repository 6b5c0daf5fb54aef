import type { State } from "@/define.ts";
import { type CostSoFar, costsSoFar, getOwnCard, type OwnCardPage } from "@/lib/charging/mod.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { loadPart } from "../../(_components)/load_part.ts";

export type LoadedCard = OwnCardPage & {
  /** Of the recent sessions that still run. */
  soFar?: ReadonlyMap<number, CostSoFar>;
};

/**
 * The card of an address `/cards/{id}`.
 * @throws AppError `not_found` for what is no id, missing, or another driver's: the three look the same
 */
export async function loadCard(state: State, id: string): Promise<LoadedCard> {
  const found = await getOwnCard(state.ctx, {
    userId: state.session!.userId,
    steve: state.services.steve,
    id: cardIdOf(id),
  });
  const soFar = await loadPart(state.ctx, "costs", costsSoFar(state.ctx, found.recent));
  return { ...found, soFar: soFar ?? undefined };
}

/** The number in an address; throws 404 when it is none. */
export function cardIdOf(id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound(msg("Card not found"));
  return Number(id);
}
