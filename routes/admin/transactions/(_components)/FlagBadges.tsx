import { Badge } from "@/components/Badge.tsx";
import { FLAG_TEXTS, type SessionFlag } from "@/lib/charging/mod.ts";

/** What is remarkable about a session, as short labels; the meaning shows on hover. */
export function FlagBadges({ flags }: { flags: readonly SessionFlag[] }) {
  return (
    <>
      {flags.map((flag) => (
        <span key={flag} title={FLAG_TEXTS[flag].meaning}>
          <Badge tone="warning">{FLAG_TEXTS[flag].label}</Badge>
        </span>
      ))}
    </>
  );
}
