import { useEffect, useRef, useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { Nfc } from "../../components/icons.ts";
import { SelectField } from "../../components/SelectField.tsx";
import { Spinner } from "../../components/Spinner.tsx";
import type { Words } from "@/lib/platform/i18n/translate.ts";
import { type Pairing, scanPairing } from "./scan_pairing.ts";
import type { SCAN_WORDS } from "./scan_words.ts";

type ScanWords = Words<typeof SCAN_WORDS>;
type Step =
  | { is: "choosing"; failure?: string }
  | { is: "arming" }
  | { is: "waiting"; pairing: Pairing }
  | { is: "signing_in" };

interface Props {
  chargers: { id: string; label: string }[];
  selected?: string;
  /** Path to open once signed in. */
  next: string;
  /** The page's main way in. */
  isPrimary?: boolean;
  words: ScanWords;
}

/** Signs in by a tap of the card at a charger. Without a script: a form that leads to `/auth/scan`. */
export default function ScanSignIn({ chargers, selected, next, isPrimary, words }: Props) {
  const [step, setStep] = useState<Step>({ is: "choosing" });
  const [chosen, setChosen] = useState(
    chargers.some(({ id }) => id === selected) ? selected : "",
  );
  const stop = useRef(() => {});
  const say = (text: string) => (words as Record<string, string>)[text] ?? text;
  const fail = (failure: string) => setStep({ is: "choosing", failure });
  useEffect(() => () => stop.current(), []);

  const start = async (event: SubmitEvent) => {
    event.preventDefault();
    if (step.is !== "choosing") return;
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const chargeBoxId = String(form.get("chargeBoxId"));
    setChosen(chargeBoxId);
    setStep({ is: "arming" });
    const armed = await scanPairing.arm(chargeBoxId);
    if ("failure" in armed) return fail(armed.failure);
    setStep({ is: "waiting", pairing: armed });
    const close = scanPairing.waitForTap(armed, {
      tap: () => {
        removeEventListener("pagehide", leave);
        setStep({ is: "signing_in" });
      },
      done: () => location.assign(next),
      failed: (text) => {
        removeEventListener("pagehide", leave);
        fail(text);
      },
    });
    // Whoever leaves the page does not keep the charger from others.
    const leave = () => scanPairing.release(armed);
    addEventListener("pagehide", leave);
    stop.current = () => {
      removeEventListener("pagehide", leave);
      close();
    };
  };
  const cancel = (pairing: Pairing) => {
    stop.current();
    scanPairing.release(pairing);
    setStep({ is: "choosing" });
  };

  if (step.is === "waiting") {
    const label = chargers.find(({ id }) => id === step.pairing.chargeBoxId)?.label ??
      step.pairing.chargeBoxId;
    return (
      <Waiting
        pairing={step.pairing}
        label={label}
        words={words}
        onCancel={() => cancel(step.pairing)}
      />
    );
  }
  if (step.is === "signing_in") {
    return (
      <p role="status" class="flex items-center gap-3 py-4 font-medium">
        <Spinner /> {words["Card read. Signing in…"]}
      </p>
    );
  }
  return (
    <form method="post" action="/auth/scan" class="space-y-4" onSubmit={start}>
      {step.is === "choosing" && step.failure && (
        <Banner
          kind="warning"
          title={say(step.failure)}
        />
      )}
      <input type="hidden" name="next" value={next} />
      {chargers.length === 1
        ? <input type="hidden" name="chargeBoxId" value={chargers[0].id} />
        : (
          <SelectField
            name="chargeBoxId"
            label={words.Charger}
            required
            value={chosen}
            options={[
              { value: "", label: words["Choose a charger"] },
              ...chargers.map(({ id, label }) => ({ value: id, label })),
            ]}
          />
        )}
      <Button
        variant={isPrimary ? "primary" : "secondary"}
        size="lg"
        wide
        busy={step.is === "arming"}
      >
        {step.is === "choosing" && <Nfc size={18} aria-hidden="true" />}
        {step.is === "arming" ? words["Asking the charger…"] : words["Sign in with my card"]}
      </Button>
    </form>
  );
}

function Waiting({ pairing, label, words, onCancel }: {
  pairing: Pairing;
  label: string;
  words: ScanWords;
  onCancel: () => void;
}) {
  const [left, setLeft] = useState(pairing.expiresInSec);
  useEffect(() => {
    const endMs = Date.now() + pairing.expiresInSec * 1_000;
    const timer = setInterval(
      () => setLeft(Math.max(0, Math.ceil((endMs - Date.now()) / 1_000))),
      250,
    );
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="space-y-4 text-center" data-scan="waiting">
      <span class="mx-auto inline-flex size-16 items-center justify-center rounded-pill border border-accent/30 bg-accent/8 text-accent-ink">
        <Nfc size={32} aria-hidden="true" />
      </span>
      <div role="status">
        <p class="font-medium">
          {words["Hold your card against the reader of {charger}."].replace("{charger}", label)}
        </p>
        <p class="mt-1 text-sm text-ink-muted">
          {words["This tap signs you in. It does not start charging."]}
        </p>
      </div>
      <p class="text-3xl font-semibold tabular-nums" role="timer" aria-label={words["Time left"]}>
        {words["{seconds} s"].replace("{seconds}", String(left))}
      </p>
      <Button type="button" wide onClick={onCancel}>{words.Cancel}</Button>
    </div>
  );
}
