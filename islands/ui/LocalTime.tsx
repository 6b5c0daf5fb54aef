import { useEffect, useState } from "preact/hooks";
import { formatDateTime } from "../../components/format.ts";

/** A moment in the zone of the reader's device. The server does not know that zone, so it writes
 * `timeZone` first and names it; the browser puts its own in place. `at` is ISO 8601. */
export default function LocalTime({ at, locale, timeZone }: {
  at: string;
  locale: string;
  timeZone: string;
}) {
  const [zone, setZone] = useState(timeZone);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return (
    <time dateTime={at} title={zone}>
      {formatDateTime(new Date(at), { locale, timeZone: zone })}
      {zone === timeZone && timeZone === "UTC" ? " UTC" : ""}
    </time>
  );
}
