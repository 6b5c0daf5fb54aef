import { renderSVG } from "uqr";
import { define } from "@/define.ts";
import { getFoundCharger } from "@/lib/charging/mod.ts";

/** The code of a charger's sticker: the address anybody opens by camera. */
export const handler = define.handlers({
  async GET({ params, state }) {
    const { publicId } = await getFoundCharger(state.ctx, { address: params.id });
    const address = `${state.services.config.appUrl}/c/${encodeURIComponent(publicId)}`;
    return new Response(renderSVG(address, { ecc: "M", border: 4 }), {
      headers: { "content-type": "image/svg+xml" },
    });
  },
});
