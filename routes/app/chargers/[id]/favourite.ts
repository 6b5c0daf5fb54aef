import { define } from "@/define.ts";
import { addFavourite, removeFavourite } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { markAction } from "../(_components)/mark_action.ts";

export const handler = define.handlers({
  POST: (ctx) =>
    markAction(ctx, {
      set: addFavourite,
      clear: removeFavourite,
      setText: msg("Added to your favourites."),
      clearText: msg("Removed from your favourites."),
    }),
});
