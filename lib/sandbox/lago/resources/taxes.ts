import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Tax } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { parseWith, unwrap } from "../http/body.ts";
import { listKind } from "../http/listing.ts";
import { invalid } from "../http/errors.ts";

const taxSchema = z.object({
  name: z.string().min(1),
  code: z.string().min(1),
  rate: z.coerce.number().min(0).max(100),
  description: z.string().nullish(),
  applied_to_organization: z.boolean().default(false),
});

/** A tax as it is sent to be created; `rate` in per cent. */
export type TaxInput = z.input<typeof taxSchema>;

/** Creates a tax; its code must be new. */
export function createTax(lago: Lago, raw: TaxInput): Tax {
  const input = taxSchema.parse(raw);
  if (lago.docs.byKey("tax", input.code)) throw invalid({ code: ["value_already_exist"] });
  return lago.docs.add("tax", {
    ...input,
    lago_id: lago.id(),
    description: input.description ?? null,
    created_at: lago.stamp(),
  }, { key: input.code });
}

/** `/taxes`. */
export function taxRoutes(lago: Lago): Route[] {
  return [
    ["POST", "/taxes", ({ body }) => ({ tax: createTax(lago, unwrap(body, "tax", taxSchema)) })],
    ["GET", "/taxes", ({ query }) => listKind(lago, "taxes", query, "tax")],
    ["GET", "/taxes/{code}", ({ path }) => ({ tax: lago.byKey("tax", path.code) })],
    ["PUT", "/taxes/{code}", ({ path, body }) => {
      const tax = lago.byKey("tax", path.code);
      const given = unwrap(body, "tax", z.record(z.string(), z.unknown()));
      const changed = parseWith(taxSchema, { ...tax, ...given, code: tax.code });
      const updated = { ...tax, ...changed, description: changed.description ?? null };
      return { tax: lago.docs.update("tax", updated) };
    }],
    ["DELETE", "/taxes/{code}", ({ path }) => {
      const tax = lago.byKey("tax", path.code);
      lago.docs.remove("tax", tax.lago_id);
      return { tax };
    }],
  ];
}
