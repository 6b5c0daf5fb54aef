import { formatExact, formatRelative, NOTHING } from "./format.ts";
import { useReader } from "./format_context.ts";

/** "5 minutes ago" with the exact moment on hover. */
export function RelativeTime({ at }: { at: Date | null | undefined }) {
  const reader = useReader();
  if (!at) return <>{NOTHING}</>;
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, reader)}>
      {formatRelative(at, reader.now, reader)}
    </time>
  );
}
