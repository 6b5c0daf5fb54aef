import { formatDate, NOTHING } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";

/** A day of the calendar, YYYY-MM-DD: the same in every zone. */
export function CalendarDay({ day }: { day: string | null }) {
  const { locale } = useReader();
  if (!day) return <>{NOTHING}</>;
  return (
    <time dateTime={day}>
      {formatDate(new Date(`${day}T00:00:00Z`), { locale, timeZone: "UTC" })}
    </time>
  );
}
