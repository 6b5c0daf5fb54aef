import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import { WAITING_WORDS } from "@/islands/customer/start_words.ts";
import StartsWaiting from "@/islands/customer/StartsWaiting.tsx";
import type { OpenStart } from "@/lib/charging/mod.ts";
import { startTick } from "@/lib/live/mod.ts";

/** The driver's starts that wait for a car (`openStarts`), each with the way back to it. */
export function WaitingStarts({ starts }: { starts: OpenStart[] }) {
  const t = useT();
  const { locale, timeZone, now } = useReader();
  return (
    <StartsWaiting
      starts={starts.map(startTick)}
      now={now.toISOString()}
      locale={locale}
      timeZone={timeZone}
      words={t.words(WAITING_WORDS)}
    />
  );
}
