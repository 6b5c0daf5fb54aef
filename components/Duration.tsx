import { formatDuration, isoDuration, NOTHING } from "./format.ts";

/** A length of time in milliseconds. */
export function Duration({ ms }: { ms: number | null | undefined }) {
  if (ms === null || ms === undefined) return <>{NOTHING}</>;
  return <time dateTime={isoDuration(ms)} class="tabular-nums">{formatDuration(ms)}</time>;
}
