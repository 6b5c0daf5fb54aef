import { useReader } from "@/components/format_context.ts";
import { Leaf } from "@/components/icons.ts";
import { useT } from "@/components/translate.ts";
import type { Carbon } from "@/lib/charging/mod.ts";
import { formatGrams } from "./carbon_text.ts";

/** What the energy emitted, and what a petrol car would have on the same way. */
export function CarbonNote({ carbon }: { carbon: Carbon }) {
  const t = useT();
  const reader = useReader();
  const emitted = formatGrams(carbon.emittedG, reader);
  return (
    <p class="mt-3 flex items-start gap-2 text-sm text-ink-muted">
      <Leaf size={16} aria-hidden="true" class="mt-0.5 shrink-0 text-accent-ink" />
      <span>
        {carbon.avoidedG > 0
          ? t("About {emitted} of CO₂, {avoided} less than a petrol car on the same way.", {
            emitted,
            avoided: formatGrams(carbon.avoidedG, reader),
          })
          : t("About {emitted} of CO₂.", { emitted })}
      </span>
    </p>
  );
}
