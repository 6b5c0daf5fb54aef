import { z } from "zod";

const state = z.enum(["free", "in_use", "reserved", "offline"]);

/** A `PublicCharger` on the wire. */
export const publicChargerSchema = z.object({
  id: z.string().describe("Public id, as on the sticker: the charger's page is /c/{id}"),
  name: z.string(),
  site: z.string().nullable(),
  address: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  state,
  free: z.number().int().describe("Connectors that can be used now"),
  total: z.number().int(),
  connectors: z.array(z.object({
    id: z.number().int(),
    type: z.string().nullable(),
    maxKw: z.number().nullable(),
    state,
  })),
});
