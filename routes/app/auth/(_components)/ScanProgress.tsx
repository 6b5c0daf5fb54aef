import { Button } from "@/components/Button.tsx";
import { CircleCheck, Nfc } from "@/components/icons.ts";
import { useT } from "@/components/translate.ts";
import type { ScanState } from "@/lib/auth/mod.ts";

/** A pairing under way, for browsers without scripts: waiting, or the card is read. */
export function ScanProgress({ chargeBoxId, pairingCode, scan, label, next, nowMs }: {
  chargeBoxId: string;
  pairingCode: string;
  scan: Exclude<ScanState, { status: "over" }>;
  label: string;
  next: string;
  nowMs: number;
}) {
  const t = useT();
  const fields = { chargeBoxId, pairingCode, next };
  if (scan.status === "tapped") {
    const { idTag, nonce, t: tappedAt } = scan.tap;
    return (
      <form method="post" action="/auth/scan/finish" class="space-y-4">
        <p class="flex items-center gap-2 font-medium" role="status">
          <CircleCheck size={20} aria-hidden="true" class="text-accent-ink" />
          {t("Your card was read.")}
        </p>
        <Hidden fields={{ ...fields, idTag, nonce, t: String(tappedAt) }} />
        <Button variant="primary" size="lg" wide>{t("Continue")}</Button>
      </form>
    );
  }
  const leftSec = Math.max(0, Math.ceil((scan.expiresAt.getTime() - nowMs) / 1_000));
  return (
    <form method="post" action="/auth/scan/cancel" class="space-y-4 text-center">
      <span class="mx-auto inline-flex size-16 items-center justify-center rounded-pill border border-accent/30 bg-accent/8 text-accent-ink">
        <Nfc size={32} aria-hidden="true" />
      </span>
      <div role="status">
        <p class="font-medium">
          {t("Hold your card against the reader of {charger}.", { charger: label })}
        </p>
        <p class="mt-1 text-sm text-ink-muted">
          {t("This tap signs you in. It does not start charging.")}
        </p>
      </div>
      <p class="text-3xl font-semibold tabular-nums" role="timer" aria-label={t("Time left")}>
        {t("{seconds} s", { seconds: leftSec })}
      </p>
      <Hidden fields={fields} />
      <Button wide>{t("Cancel")}</Button>
    </form>
  );
}

function Hidden({ fields }: { fields: Record<string, string> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
