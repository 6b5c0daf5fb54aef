import { Head } from "fresh/runtime";
import { formatDateTime } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { useT } from "@/components/translate.ts";
import { SESSION_WORDS } from "@/islands/customer/live_words.ts";
import { phaseOf } from "@/islands/customer/session_phase.ts";
import SessionNow from "@/islands/customer/SessionNow.tsx";
import { STOP_WORDS } from "@/islands/customer/start_words.ts";
import type { OperationProgress } from "@/lib/charging/mod.ts";
import type { DriverSession } from "./load_session.ts";
import { StopForm } from "./StopForm.tsx";

/** A session under way; without a script the page loads itself again while it stops. */
export function Running({ found: { session, cost }, tick, stop, isReadOnly }: {
  found: DriverSession;
  tick: NonNullable<DriverSession["tick"]>;
  /** The latest stop that was asked for; null when there was none. */
  stop: OperationProgress | null;
  /** View-only account, or an operator who looks through the driver's eyes. */
  isReadOnly: boolean;
}) {
  const t = useT();
  const reader = useReader();
  const followed = stop && {
    id: stop.id,
    state: stop.state,
    message: stop.message,
    chargeBoxId: stop.chargeBoxId,
    connectorId: stop.connectorId,
    cardId: stop.cardId,
    transactionId: stop.transactionId,
  };
  const phase = phaseOf({ session: tick, stop: followed });
  return (
    <>
      {phase !== "charging" && (
        <Head>
          <noscript>
            <meta http-equiv="refresh" content="4" />
          </noscript>
        </Head>
      )}
      <SessionNow
        session={tick}
        stop={followed}
        place={t("{charger}, connector {n}", {
          charger: session.chargerName,
          n: session.connectorId,
        })}
        since={formatDateTime(session.startedAt, reader)}
        basis={cost?.tariff?.planName ?? null}
        locale={reader.locale}
        timeZone={reader.timeZone}
        words={t.words([...SESSION_WORDS, ...STOP_WORDS])}
      >
        {!isReadOnly && <StopForm transactionId={session.steveTransactionId} />}
      </SessionNow>
    </>
  );
}
