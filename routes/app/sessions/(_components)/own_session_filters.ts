import { z } from "zod";
import { sessionFilters } from "@/lib/web/mod.ts";

/** What a driver's list of sessions may be narrowed by; `card` is the id of one of the driver's cards. */
export const ownSessionFilters = sessionFilters.extend({
  card: z.string().regex(/^[1-9]\d{0,14}$/).catch(""),
});
