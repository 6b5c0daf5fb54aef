import type { Tone } from "@/components/accent.ts";
import { Badge } from "@/components/Badge.tsx";
import { useT } from "@/components/translate.ts";
import type { CardState } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

const LOOK: Record<CardState, { tone: Tone; word: string }> = {
  active: { tone: "success", word: msg("Active") },
  inactive: { tone: "neutral", word: msg("Inactive") },
  blocked: { tone: "warning", word: msg("Blocked") },
  expired: { tone: "warning", word: msg("Expired") },
};

/** Whether a card can charge, in one word. */
export function CardStateBadge({ state }: { state: CardState }) {
  const t = useT();
  return <Badge tone={LOOK[state].tone}>{t(LOOK[state].word)}</Badge>;
}
