import { define } from "@/define.ts";
import { unwatchCharger, watchCharger } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { markAction } from "../(_components)/mark_action.ts";

export const handler = define.handlers({
  POST: (ctx) =>
    markAction(ctx, {
      set: watchCharger,
      clear: unwatchCharger,
      setText: msg("You will be told once when the charger is free."),
      clearText: msg("You no longer wait for this charger."),
    }),
});
