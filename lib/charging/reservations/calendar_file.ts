/** What a calendar entry says; texts in the reader's language. */
export interface CalendarEntry {
  /** Unique in the world and the same for every download, e.g. `reservation-7@app.example.org`. */
  uid: string;
  startAt: Date;
  endAt: Date;
  summary: string;
  description: string;
  location: string;
  url: string;
  isCancelled: boolean;
  /** When the entry was written. */
  stampedAt: Date;
}

const MAX_OCTETS = 75;

/** An iCalendar file (RFC 5545) with one event; times in UTC, so that no time zone must be described. */
export function calendarFile(entry: CalendarEntry): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Polaris Express//Reservations//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${escapeText(entry.uid)}`,
    `DTSTAMP:${utc(entry.stampedAt)}`,
    `DTSTART:${utc(entry.startAt)}`,
    `DTEND:${utc(entry.endAt)}`,
    `SUMMARY:${escapeText(entry.summary)}`,
    `DESCRIPTION:${escapeText(entry.description)}`,
    `LOCATION:${escapeText(entry.location)}`,
    `URL:${entry.url}`,
    `STATUS:${entry.isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    `SEQUENCE:${entry.isCancelled ? 1 : 0}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map(fold).join("\r\n") + "\r\n";
}

/** 20261122T093000Z (RFC 5545 3.3.5, form 2). */
const utc = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, "");

/** RFC 5545 3.3.11; control characters have no place in a text. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, "\\n")
    // deno-lint-ignore no-control-regex -- they are what is taken out
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "");
}

/** Lines of at most 75 octets, never cut inside a character (RFC 5545 3.1). */
function fold(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MAX_OCTETS) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n");
}
