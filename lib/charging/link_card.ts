import { eq } from "drizzle-orm";
import { userMappings, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { conflict, invalid, notFound } from "@/lib/platform/errors.ts";

export interface LinkCardInput {
  /** The tag as SteVe writes it. */
  idTag: string;
  /** The customer who pays. */
  userId: string;
  steveOcppTagPk?: number | null;
  lagoCustomerExternalId?: string | null;
  lagoSubscriptionExternalId?: string | null;
  tagType?: string;
  displayName?: string | null;
  notes?: string | null;
  costCentre?: string | null;
  parentIdTag?: string | null;
}

/**
 * Ties a card to a customer; active from the start. Running sessions of the card are tied when SteVe
 * is next read.
 * @returns the mapping's id
 * @throws AppError `not_found` for no such user, `invalid` for an operator or a card that is its own
 * parent, `conflict` when the card is linked already
 */
export async function linkCard(ctx: Ctx, input: LinkCardInput): Promise<{ mappingId: number }> {
  const idTag = input.idTag.trim();
  if (idTag.length === 0) throw invalid("The card id is missing.");
  if (input.parentIdTag && input.parentIdTag.toUpperCase() === idTag.toUpperCase()) {
    throw invalid("A card cannot be its own parent.");
  }
  const [user] = await ctx.db.select({ role: users.role }).from(users)
    .where(eq(users.id, input.userId));
  if (!user) throw notFound("There is no such user.");
  if (user.role !== "customer") throw invalid("Cards belong to customers, not to operators.");
  const now = ctx.clock.now();
  const [row] = await ctx.db.insert(userMappings).values({
    userId: input.userId,
    steveOcppIdTag: idTag,
    steveOcppTagPk: input.steveOcppTagPk ?? null,
    lagoCustomerExternalId: input.lagoCustomerExternalId ?? null,
    lagoSubscriptionExternalId: input.lagoSubscriptionExternalId ?? null,
    tagType: input.tagType ?? "ev_card",
    displayName: input.displayName ?? null,
    notes: input.notes ?? null,
    costCentre: input.costCentre ?? null,
    parentIdTag: input.parentIdTag ?? null,
    createdAt: now,
    updatedAt: now,
  }).onConflictDoNothing()
    .returning({ id: userMappings.id });
  if (!row) {
    throw conflict("This card is linked already. Edit its link instead.", {
      code: "already_linked",
    });
  }
  return { mappingId: row.id };
}
