import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { AddOn } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { listKind } from "../http/listing.ts";
import { invalid } from "../http/errors.ts";

const addOnSchema = z.looseObject({
  name: z.string().min(1),
  code: z.string().min(1),
  amount_cents: z.int().positive(),
  amount_currency: z.string().length(3),
  description: z.string().nullish(),
  tax_codes: z.array(z.string()).default([]),
});

/** An add-on as it is sent to be created. */
export type AddOnInput = z.input<typeof addOnSchema>;

/** Creates an add-on; its code must be new. */
export function createAddOn(lago: Lago, raw: AddOnInput): AddOn {
  const input = addOnSchema.parse(raw);
  if (lago.docs.byKey("add_on", input.code)) throw invalid({ code: ["value_already_exist"] });
  return lago.docs.add("add_on", {
    ...input,
    lago_id: lago.id(),
    description: input.description ?? null,
    created_at: lago.stamp(),
  }, { key: input.code });
}

/** `/add_ons`. */
export function addOnRoutes(lago: Lago): Route[] {
  return [
    ["POST", "/add_ons", ({ body }) => ({
      add_on: createAddOn(lago, unwrap(body, "add_on", addOnSchema)),
    })],
    ["GET", "/add_ons", ({ query }) => listKind(lago, "add_ons", query, "add_on")],
    ["GET", "/add_ons/{code}", ({ path }) => ({ add_on: lago.byKey("add_on", path.code) })],
    ["DELETE", "/add_ons/{code}", ({ path }) => {
      const add_on = lago.byKey("add_on", path.code);
      lago.docs.remove("add_on", add_on.lago_id);
      return { add_on };
    }],
  ];
}
