import { useEffect, useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { BellOff, BellRing } from "../../components/icons.ts";
import type { PushWords } from "./notice_words.ts";
import { type PushState, readPushState, turnOff, turnOn } from "./push_browser.ts";

const TEXTS: Record<PushState, keyof PushWords> = {
  looking: "Looking…",
  unsupported: "This browser cannot show push messages.",
  needs_install:
    "On an iPhone or iPad, add this site to the Home Screen first and open it from there.",
  denied:
    "You blocked messages of this site. Allow them in the browser's settings for this site, then come back.",
  off: "Off: this browser shows no messages.",
  on: "On: this browser shows your messages, even while it is closed.",
};

/** Turns push messages on and off for this browser. */
export default function PushSwitch({ publicKey, prints, readOnly, words }: {
  /** Of the server, base64url; null when it could not be read. */
  publicKey: string | null;
  /** Fingerprints of the browsers that take the driver's messages. */
  prints: string[];
  /** Somebody looks through the driver's eyes: nothing may change. */
  readOnly: boolean;
  words: PushWords;
}) {
  const [state, setState] = useState<PushState>("looking");
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    readPushState(prints).then(setState, () => setState("unsupported"));
  }, []);
  const change = async () => {
    setBusy(true);
    setFailed(false);
    try {
      setState(await (state === "on" ? turnOff() : turnOn(publicKey!)));
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  const canChange = (state === "on" || state === "off") && publicKey !== null && !readOnly;
  const Glyph = state === "on" ? BellRing : BellOff;
  return (
    <div class="js-only flex flex-wrap items-center gap-x-4 gap-y-3" data-push={state}>
      <Glyph size={22} aria-hidden="true" class="shrink-0 text-accent-ink" />
      <div class="min-w-0 flex-1 basis-52">
        <p class="font-medium">{words["Push messages in this browser"]}</p>
        <p role="status" class="text-sm text-ink-muted">{words[TEXTS[state]]}</p>
        {hasFailed && (
          <p role="alert" class="accent accent-rose text-sm text-accent-ink">
            {words["It did not work. Check your connection and try again."]}
          </p>
        )}
      </div>
      {canChange && (
        <Button
          type="button"
          variant={state === "on" ? "secondary" : "primary"}
          busy={isBusy}
          onClick={change}
        >
          {words[state === "on" ? "Turn off" : "Turn on"]}
        </Button>
      )}
    </div>
  );
}
