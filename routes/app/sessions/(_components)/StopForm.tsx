import { ConfirmDialog } from "@/components/ConfirmDialog.tsx";
import { useT } from "@/components/translate.ts";

/** The question whether to stop a running session. */
export function StopForm({ transactionId }: { transactionId: number }) {
  const t = useT();
  const page = `/sessions/${transactionId}`;
  return (
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
  );
}
