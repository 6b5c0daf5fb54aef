import { define } from "@/define.ts";
import { cancelScan, pairingQuery, safeNext, textField } from "@/lib/auth/mod.ts";
import { readForm } from "@/lib/web/mod.ts";

/** Gives the charger back and returns to the choice. */
export const handler = define.handlers({
  async POST(ctx) {
    const body = await readForm(ctx.req);
    const chargeBoxId = textField(body, "chargeBoxId");
    const pairing = pairingQuery.safeParse({
      chargeBoxId,
      pairingCode: textField(body, "pairingCode"),
    });
    if (pairing.success) await cancelScan(ctx.state.ctx, pairing.data);
    const next = safeNext(textField(body, "next"));
    const query = new URLSearchParams({ chargeBoxId, next, failed: "cancelled" });
    return ctx.redirect(`/auth/scan?${query}`, 303);
  },
});
