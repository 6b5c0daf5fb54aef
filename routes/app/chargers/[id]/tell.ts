import { define } from "@/define.ts";
import { getFoundCharger } from "@/lib/charging/mod.ts";
import { CHANNELS, setChoice } from "@/lib/notifications/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite } from "@/lib/web/mod.ts";
import { seeOther } from "../../(_components)/see_other.ts";

/** Switches on a channel for the news that a charger is free, where the driver waits for one. */
export const handler = define.handlers({
  async POST({ req, state, params }) {
    refuseImpersonatedWrite(state);
    const t = translator(state.language);
    const asked = (await readForm(req)).get("channel");
    const channel = CHANNELS.find((one) => one === asked);
    const { publicId } = await getFoundCharger(state.ctx, { address: params.id });
    const back = `/chargers/${encodeURIComponent(publicId)}#wait`;
    if (!channel) return seeOther(state, back);
    const { userId } = state.session!;
    await setChoice(state.ctx, { userId, event: "charger_free", channel, isOn: true });
    const text = channel === "email"
      ? t("You get a mail when a charger you wait for is free.")
      : t("You get a push message when a charger you wait for is free.");
    return seeOther(state, back, { tone: "success", text });
  },
});
