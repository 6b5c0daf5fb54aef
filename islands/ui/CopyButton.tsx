import { useEffect, useState } from "preact/hooks";
import { Check, Copy } from "../../components/icons.ts";
import { buttonClass } from "../../components/button_style.ts";

const SHOWN_MS = 2000;

/** Copies `text` to the clipboard and says so. Hidden where no script runs. */
export default function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => setState("copied"), () => setState("failed"));
  const said = { idle: "", copied: "Copied", failed: "Copying failed" }[state];
  const Glyph = state === "copied" ? Check : Copy;
  return (
    <span class="js-only relative inline-flex">
      <button
        type="button"
        onClick={copy}
        aria-label={label}
        title={label}
        class={buttonClass({ variant: "ghost", square: true })}
      >
        <Glyph size={16} aria-hidden="true" />
      </button>
      <span role="status" class={said ? "self-center text-xs text-ink-muted" : "sr-only"}>
        {said}
      </span>
    </span>
  );
}
