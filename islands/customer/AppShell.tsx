import { useEffect, useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Smartphone } from "../../components/icons.ts";
import type { InstallWords } from "./notice_words.ts";
import { isInstalled, isIos, leaveWithSignOut } from "./push_browser.ts";

/** Not in the DOM's types: only some browsers have it. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

const DISMISSED = "install-dismissed";
const OFFLINE_LANGUAGE = "offline-language";
/** Who said "Not now" is asked again after this many ms. */
const QUIET_MS = 30 * 24 * 3_600_000;

/** Makes the site an app: registers its worker, and offers to install it where the browser can. */
export default function AppShell({ language, words }: { language: string; words: InstallWords }) {
  const [prompt, setPrompt] = useState<InstallEvent | null>(null);
  const [offer, setOffer] = useState<"none" | "button" | "hint">("none");
  useEffect(leaveWithSignOut, []);
  useEffect(() => {
    startWorker(language);
    if (isInstalled() || isDismissed()) return;
    if (isIos()) setOffer("hint");
    const onOffer = (event: Event) => {
      // The browser's own banner would come at a moment of its choice.
      event.preventDefault();
      setPrompt(event as InstallEvent); // This event has that shape wherever it exists.
      setOffer("button");
    };
    const onInstalled = () => setOffer("none");
    addEventListener("beforeinstallprompt", onOffer);
    addEventListener("appinstalled", onInstalled);
    return () => {
      removeEventListener("beforeinstallprompt", onOffer);
      removeEventListener("appinstalled", onInstalled);
    };
  }, []);
  if (offer === "none") return null;
  const dismiss = () => {
    store(DISMISSED, String(Date.now()));
    setOffer("none");
  };
  const install = () => {
    setOffer("none");
    prompt?.prompt().catch(() => {});
  };
  return (
    <section
      aria-label={words["Keep Polaris Express at hand"]}
      data-install={offer}
      class="accent accent-green flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-accent/30 bg-accent/8 px-4 py-3"
    >
      <Smartphone size={22} aria-hidden="true" class="shrink-0 text-accent-ink" />
      <div class="min-w-0 flex-1 basis-52">
        <p class="font-medium text-accent-ink">{words["Keep Polaris Express at hand"]}</p>
        <p class="text-sm">
          {offer === "hint"
            ? words["In Safari, press Share and then “Add to Home Screen”."]
            : words[
              "Install it as an app: it opens from your home screen and can tell you when your car is full."
            ]}
        </p>
      </div>
      <div class="flex gap-2">
        {offer === "button" && (
          <Button type="button" variant="primary" onClick={install}>{words["Install"]}</Button>
        )}
        <Button type="button" variant="ghost" onClick={dismiss}>{words["Not now"]}</Button>
      </div>
    </section>
  );
}

/** Registers the worker and has it keep the offline page in the reader's language. */
function startWorker(language: string): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js")
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => {
      if (stored(OFFLINE_LANGUAGE) === language) return;
      active?.postMessage("refresh-offline");
      store(OFFLINE_LANGUAGE, language);
    })
    // Without a worker the site works as any other.
    .catch(() => {});
}

const isDismissed = () => Date.now() - Number(stored(DISMISSED) ?? 0) < QUIET_MS;

/** A browser may forbid its storage: then nothing is remembered. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // See `stored`.
  }
}
