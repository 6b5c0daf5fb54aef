import { formatDate, type FormatSettings, NOTHING } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";

/** A day of the calendar, YYYY-MM-DD: the same in every zone. */
export function CalendarDay({ day }: { day: string | null }) {
  const reader = useReader();
  if (!day) return <>{NOTHING}</>;
  return <time dateTime={day}>{calendarDay(day, reader)}</time>;
}

/** The day as text. */
export const calendarDay = (day: string, { locale }: FormatSettings): string =>
  formatDate(new Date(`${day}T00:00:00Z`), { locale, timeZone: "UTC" });
