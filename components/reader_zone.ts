/** Cookie in which the browser leaves its time zone. */
const ZONE = /(?:^|;\s*)tz=([^;]{1,64})/;

/** The reader's time zone as the browser told it; UTC until it has, or when it is no zone at all. */
export function readerZone(cookie: string | null): string {
  const told = ZONE.exec(cookie ?? "")?.[1];
  if (!told) return "UTC";
  try {
    const zone = decodeURIComponent(told);
    new Intl.DateTimeFormat("en", { timeZone: zone });
    // Offsets are valid to Intl and not to Postgres.
    return /^[A-Za-z]/.test(zone) ? zone : "UTC";
  } catch {
    return "UTC";
  }
}
