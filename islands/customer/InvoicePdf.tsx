import { useEffect, useRef, useState } from "preact/hooks";
import { buttonClass } from "../../components/button_style.ts";
import { Download } from "../../components/icons.ts";
import { Spinner } from "../../components/Spinner.tsx";
import type { PdfWords } from "./pdf_words.ts";

/** How long the file is waited for, in milliseconds. */
const PATIENCE_MS = 60_000;
const PAUSE_SEC = 3;

/** Downloads an invoice once it is made. Without scripts the link leads to a page that does the same. */
export default function InvoicePdf({ invoiceId, fileName, words }: {
  invoiceId: string;
  fileName: string;
  words: PdfWords;
}) {
  const [state, setState] = useState<"idle" | "waiting" | "done" | "failed">("idle");
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const id = encodeURIComponent(invoiceId);

  const start = async (event: Event) => {
    event.preventDefault();
    if (state === "waiting") return;
    setState("waiting");
    const abort = leaving.current = new AbortController();
    try {
      const file = await fetchWhenReady(`/api/customer/invoices/${id}/pdf`, abort.signal);
      if (file) save(file, fileName);
      setState(file ? "done" : "failed");
    } catch {
      if (!abort.signal.aborted) setState("failed");
    }
  };

  return (
    <div class="flex flex-wrap items-center gap-2">
      <a
        href={`/billing/invoices/${id}/pdf`}
        onClick={start}
        aria-disabled={state === "waiting" ? "true" : undefined}
        class={buttonClass({ variant: "primary" })}
      >
        {state === "waiting" ? <Spinner /> : <Download size={16} aria-hidden="true" />}
        {words["Download PDF"]}
      </a>
      <p role="status" class="text-sm text-ink-muted">
        {state === "waiting" && words["The PDF is being made…"]}
        {state === "done" && words["The PDF was downloaded."]}
        {state === "failed" && words["The PDF could not be had. Try again in a minute."]}
      </p>
    </div>
  );
}

/** The file, or null when it failed or took too long. */
async function fetchWhenReady(url: string, signal: AbortSignal): Promise<Blob | null> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const response = await fetch(url, { signal });
    if (response.status === 200) return await response.blob();
    if (response.status !== 202) return null;
    const pauseMs = 1_000 * (Number(response.headers.get("retry-after")) || PAUSE_SEC);
    if (performance.now() + pauseMs > deadline) return null;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    signal.throwIfAborted();
  }
}

function save(file: Blob, fileName: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
