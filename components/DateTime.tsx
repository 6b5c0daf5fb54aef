import { formatDate, formatDateTime, formatExact, formatTime, NOTHING } from "./format.ts";
import { useReader } from "./format_context.ts";

const WRITE = { datetime: formatDateTime, date: formatDate, time: formatTime };

/** A moment in the reader's zone: date and time, or one of them. */
export function DateTime({ at, show = "datetime" }: {
  at: Date | null | undefined;
  show?: "datetime" | "date" | "time";
}) {
  const reader = useReader();
  if (!at) return <>{NOTHING}</>;
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, reader)}>
      {WRITE[show](at, reader)}
    </time>
  );
}
