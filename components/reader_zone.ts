/** Cookie in which the browser leaves its time zone. */
const ZONE = /(?:^|;\s*)tz=([^;]{1,64})/;
/** Zones that Postgres knows too; Intl takes offsets and other names that it does not. */
const ZONES = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);

/** Script of every drivers' page: the sign-in page leaves the cookie, so the first page behind it knows. */
export const REMEMBER_ZONE =
  "document.cookie=`tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}" +
  "; path=/; max-age=31536000; samesite=lax`";

/** The reader's time zone as the browser told it; UTC until it has, or when it is no zone at all. */
export function readerZone(cookie: string | null): string {
  const told = ZONE.exec(cookie ?? "")?.[1];
  if (!told) return "UTC";
  try {
    const timeZone = decodeURIComponent(told);
    // Browsers name some zones by newer names than others do: one name stands for each.
    const zone = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    return ZONES.has(zone) ? zone : "UTC";
  } catch {
    return "UTC";
  }
}
