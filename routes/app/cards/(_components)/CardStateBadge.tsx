import type { Tone } from "@/components/accent.ts";
import { Badge } from "@/components/Badge.tsx";
import { useT } from "@/components/translate.ts";
import type { CardState, OwnCard } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

const LOOK: Record<CardState | "lost", { tone: Tone; word: string }> = {
  active: { tone: "success", word: msg("Active") },
  inactive: { tone: "neutral", word: msg("Switched off") },
  lost: { tone: "error", word: msg("Reported lost") },
  blocked: { tone: "warning", word: msg("Blocked") },
  expired: { tone: "warning", word: msg("Expired") },
};

/** Whether a card can charge, in a word or two. */
export function CardStateBadge({ card }: { card: OwnCard }) {
  const t = useT();
  const { tone, word } = LOOK[card.reportedLostAt ? "lost" : card.state];
  return <Badge tone={tone}>{t(word)}</Badge>;
}
