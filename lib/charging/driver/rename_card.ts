import { and, eq } from "drizzle-orm";
import { userMappings } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { invalid, notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { ownCard } from "./get_own_card.ts";
import type { OwnCard } from "./own_cards.ts";

/** Longest label and cost centre, in characters. */
export const CARD_TEXT_MAX = 60;

export interface RenameCardInput {
  userId: string;
  id: number;
  /** Absent: unchanged. Null or blank: removed. */
  label?: string | null;
  costCentre?: string | null;
}

/**
 * Changes what the driver calls a card, and the cost centre its sessions are reported under. The name
 * that the operator gave stays.
 * @throws AppError `not_found`; `invalid` when a text is longer than 60 characters
 */
export async function renameCard(ctx: Ctx, input: RenameCardInput): Promise<OwnCard> {
  const label = tidied(input.label, "label");
  const costCentre = tidied(input.costCentre, "costCentre");
  return await inTransaction(ctx, async (tx) => {
    const before = await ownCard(tx, input);
    const changes = {
      ...(label === undefined || label === before.driverLabel ? {} : { driverLabel: label }),
      ...(costCentre === undefined || costCentre === before.costCentre ? {} : { costCentre }),
    };
    if (Object.keys(changes).length === 0) return before;
    const changed = await tx.db.update(userMappings).set({ ...changes, updatedAt: tx.clock.now() })
      .where(and(eq(userMappings.id, before.id), eq(userMappings.userId, input.userId)))
      .returning({ id: userMappings.id });
    if (changed.length === 0) throw notFound(msg("Card not found"));
    await recordAudit(tx, {
      event: "customer.card.renamed",
      subject: `card:${before.id}`,
      metadata: {
        from: { label: before.driverLabel, costCentre: before.costCentre },
        to: changes,
      },
    });
    return await ownCard(tx, input);
  });
}

function tidied(text: string | null | undefined, field: string): string | null | undefined {
  if (text === undefined || text === null) return text;
  const tidy = text.replace(/\s+/g, " ").trim();
  if (tidy.length > CARD_TEXT_MAX) {
    throw invalid(msg("Use at most 60 characters."), {
      details: { fieldErrors: { [field]: ["Use at most 60 characters."] }, formErrors: [] },
    });
  }
  return tidy === "" ? null : tidy;
}
