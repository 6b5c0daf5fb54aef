import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import type { ChargingPrice } from "@/lib/charging/mod.ts";
import { priceText } from "./price_text.ts";

/** What a kWh costs, in one line, and by which plan. `isStranger`: nobody is signed in. */
export function PriceNote({ price, isStranger }: {
  price: ChargingPrice | null;
  isStranger?: boolean;
}) {
  const t = useT();
  const reader = useReader();
  const text = price && priceText(price, t, reader);
  return (
    <p class="text-sm">
      {text
        ? (
          <>
            <strong class="font-semibold">{text}</strong>{" "}
            <span class="text-ink-muted">
              {price.source === "own"
                ? t("by your plan {plan}", { plan: price.planName ?? "" })
                : t("without a plan of your own")}
            </span>
          </>
        )
        : (
          <span class="text-ink-muted">
            {isStranger
              ? t("Prices depend on your plan. Sign in to see yours before you start.")
              : t("The price of your plan cannot be shown. Ask your operator.")}
          </span>
        )}
    </p>
  );
}
