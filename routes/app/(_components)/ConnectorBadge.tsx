import type { Tone } from "@/components/accent.ts";
import { Badge } from "@/components/Badge.tsx";
import { useT } from "@/components/translate.ts";
import type { DriverConnectorState } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";

const LOOK: Record<DriverConnectorState, { tone: Tone; word: string }> = {
  own: { tone: "success", word: msg("You are charging") },
  starting: { tone: "info", word: msg("Starting") },
  free: { tone: "success", word: msg("Free") },
  kept: { tone: "success", word: msg("Reserved for you") },
  plugged_in: { tone: "success", word: msg("Plugged in") },
  in_use: { tone: "info", word: msg("In use") },
  reserved: { tone: "warning", word: msg("Reserved") },
  offline: { tone: "neutral", word: msg("Offline") },
};

/** What a connector, or a whole charger, is to the driver: the same word wherever it stands. */
export function ConnectorBadge({ state }: { state: DriverConnectorState }) {
  const t = useT();
  const { tone, word } = LOOK[state];
  return <Badge tone={tone}>{t(word)}</Badge>;
}

const BEST_FIRST: readonly DriverConnectorState[] = [
  "own",
  "starting",
  "free",
  "kept",
  "plugged_in",
  "in_use",
  "reserved",
  "offline",
];

/** The word for a whole charger: that of its best connector; null without any. */
export const bestState = (connectors: readonly { state: DriverConnectorState }[]) =>
  BEST_FIRST.find((state) => connectors.some((one) => one.state === state)) ?? null;
