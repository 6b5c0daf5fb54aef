import { z } from "zod";
import type { OwnCard } from "@/lib/charging/mod.ts";

/** A card on the wire. */
export const card = z.object({
  id: z.number(),
  name: z.string(),
  driverLabel: z.string().nullable(),
  costCentre: z.string().nullable(),
  idTag: z.string(),
  lastFour: z.string(),
  ocppTagPk: z.number().nullable(),
  tagType: z.string(),
  state: z.enum(["active", "inactive", "blocked", "expired"]).describe(
    "blocked and expired are SteVe's word on a card that is active here",
  ),
  isActive: z.boolean(),
  expiresAt: z.iso.datetime().nullable(),
  issuedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  sessions: z.number(),
});

/** A card as it is sent. */
export const cardWire = (own: OwnCard): z.infer<typeof card> => ({
  ...own,
  expiresAt: own.expiresAt?.toISOString() ?? null,
  issuedAt: own.issuedAt.toISOString(),
  lastUsedAt: own.lastUsedAt?.toISOString() ?? null,
});

/** A card's id in an address. */
export const cardParams = z.object({ id: z.coerce.number().int().positive() });
