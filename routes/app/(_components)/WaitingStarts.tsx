import { formatTime } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import { WAITING_WORDS } from "@/islands/customer/start_words.ts";
import StartWaiting from "@/islands/customer/StartWaiting.tsx";
import { type OpenStart, startMessage } from "@/lib/charging/mod.ts";

/** The driver's starts that wait for a car (`openStarts`), each with the way back to it. */
export function WaitingStarts({ starts }: { starts: OpenStart[] }) {
  const t = useT();
  const reader = useReader();
  return (
    <>
      {starts.map(({ id, state, chargeBoxId, chargerName, connectorId, cardId, keptUntil }) => (
        <StartWaiting
          key={id}
          operation={{
            id,
            state,
            message: startMessage(state),
            chargeBoxId,
            connectorId,
            cardId,
            transactionId: null,
          }}
          title={connectorId === null
            ? t("Starting at {charger}", { charger: chargerName })
            : t("Starting at {charger}, connector {n}", { charger: chargerName, n: connectorId })}
          until={reader.now < keptUntil
            ? t("The charger waits until {time}.", { time: formatTime(keptUntil, reader) })
            : null}
          words={t.words(WAITING_WORDS)}
        />
      ))}
    </>
  );
}
