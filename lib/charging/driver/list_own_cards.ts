import { atMost } from "@/lib/platform/at_most.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import type { SteveClient, SteveTag } from "@/lib/steve/mod.ts";
import { type OwnCard, ownCards, withTag } from "./own_cards.ts";

/** How long a page waits for SteVe before it shows what is stored, in ms. */
export const TAG_WAIT_MS = 2_500;
/** Up to so many cards are asked for one by one; more come with SteVe's whole list. */
const ONE_BY_ONE = 8;

export interface OwnCardsInput {
  userId: string;
  /** Null when SteVe is not configured. */
  steve: SteveClient | null;
  /** Default 2,500. */
  waitMs?: number;
}

/**
 * The driver's cards, refreshed against SteVe: a card that was deleted there drops off. When SteVe does
 * not answer in time the stored list stands and `isFresh` is false.
 */
export async function listOwnCards(
  ctx: Ctx,
  input: OwnCardsInput,
): Promise<{ cards: OwnCard[]; isFresh: boolean }> {
  const stored = await ownCards(ctx, { userId: input.userId });
  const tags = await tagsOf(ctx, stored, input);
  if (!tags) return { cards: stored, isFresh: stored.length === 0 };
  const now = ctx.clock.now();
  const cards = stored.flatMap((card) => {
    const tag = tags.get(card.idTag.toUpperCase());
    if (tag) return [withTag(card, tag, now)];
    // A card that SteVe has never had is new and still to be created there.
    return card.ocppTagPk === null ? [card] : [];
  });
  return { cards, isFresh: true };
}

/** SteVe's tags by upper-case id, or null when SteVe could not be heard in time. */
export async function tagsOf(
  ctx: Ctx,
  cards: readonly OwnCard[],
  { steve, waitMs = TAG_WAIT_MS }: Pick<OwnCardsInput, "steve" | "waitMs">,
): Promise<Map<string, SteveTag> | null> {
  if (!steve || cards.length === 0) return null;
  const read = async () =>
    cards.length <= ONE_BY_ONE
      ? await Promise.all(cards.map((card) => steve.findTag(card.idTag)))
      : (await steve.listTags()).rows;
  try {
    const answer = await atMost(read(), waitMs);
    if (!answer.isDone) return null;
    const found = answer.value.filter((tag) => tag !== null);
    return new Map(found.map((tag) => [tag.idTag.toUpperCase(), tag]));
  } catch (error) {
    ctx.log.warning("Cards could not be refreshed.", { reason: messageOf(error) });
    return null;
  }
}
