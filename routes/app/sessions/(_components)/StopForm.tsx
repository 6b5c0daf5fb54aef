import { Head } from "fresh/runtime";
import { Banner } from "@/components/Banner.tsx";
import { ConfirmDialog } from "@/components/ConfirmDialog.tsx";
import { useT } from "@/components/translate.ts";
import { isOpen } from "@/islands/customer/operation_poll.ts";
import { STOP_WORDS } from "@/islands/customer/start_words.ts";
import StopProgress from "@/islands/customer/StopProgress.tsx";
import type { OperationProgress } from "@/lib/charging/mod.ts";

/** The stop of a running session: the question, the stop under way, or how it went. */
export function StopForm({ transactionId, stop, isReadOnly }: {
  transactionId: number;
  /** The latest stop that was asked for; null when there was none. */
  stop: OperationProgress | null;
  /** View-only account, or an operator who looks through the driver's eyes. */
  isReadOnly: boolean;
}) {
  const t = useT();
  if (stop && isOpen(stop)) return <Stopping stop={stop} />;
  if (stop?.state === "stopped") {
    return (
      <Banner kind="success" title={t("Charging has stopped.")}>
        {t("The final figures follow within a minute.")}
      </Banner>
    );
  }
  const page = `/sessions/${transactionId}`;
  return (
    <div class="space-y-3">
      {stop && <Banner kind="error" title={t("Still charging")}>{t(stop.message)}</Banner>}
      {!isReadOnly && (
        <div class="flex sm:justify-end">
          <ConfirmDialog
            trigger={t("Stop charging")}
            triggerVariant="destructive"
            title={t("Stop this charge?")}
            confirmLabel={t("Stop charging")}
            action={page}
            fields={{ action: "stop" }}
            cancelHref={page}
            destructive
          >
            {t("The charger ends the session and lets the cable go. To go on you start again.")}
          </ConfirmDialog>
        </div>
      )}
    </div>
  );
}

function Stopping({ stop }: { stop: OperationProgress }) {
  const t = useT();
  const { id, state, message, chargeBoxId, connectorId, cardId, transactionId } = stop;
  return (
    <>
      <Head>
        <noscript>
          <meta http-equiv="refresh" content="4" />
        </noscript>
      </Head>
      <StopProgress
        operation={{ id, state, message, chargeBoxId, connectorId, cardId, transactionId }}
        words={t.words(STOP_WORDS)}
      />
    </>
  );
}
