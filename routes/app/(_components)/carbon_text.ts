import { formatNumber, type FormatSettings } from "@/components/format.ts";

/** Grams as people read them: "840 g", "12.4 kg", "1.2 t". */
export function formatGrams(grams: number, reader: FormatSettings): string {
  const size = Math.abs(grams);
  if (size < 1_000) return `${formatNumber(grams, reader)}\u00a0g`;
  if (size < 1_000_000) return `${formatNumber(grams / 1_000, reader, { digits: 1 })}\u00a0kg`;
  return `${formatNumber(grams / 1_000_000, reader, { digits: 1 })}\u00a0t`;
}
