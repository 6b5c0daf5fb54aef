import { formatDuration, isoDuration, NOTHING } from "./format.ts";
import { useReader } from "./format_context.ts";

/** A length of time in milliseconds. */
export function Duration({ ms }: { ms: number | null | undefined }) {
  const reader = useReader();
  if (ms === null || ms === undefined) return <>{NOTHING}</>;
  return <time dateTime={isoDuration(ms)} class="tabular-nums">{formatDuration(ms, reader)}</time>;
}
