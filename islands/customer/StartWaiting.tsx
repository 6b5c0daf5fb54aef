import { buttonClass } from "../../components/button_style.ts";
import { PlugZap } from "../../components/icons.ts";
import { type FollowedOperation, isOpen, useOperation } from "./operation_poll.ts";
import { shownSessions } from "./shown_sessions.ts";
import type { WaitingWords } from "./start_words.ts";

/**
 * A start that waits for its car, found again wherever the driver went; it makes way for the session that
 * comes of it. Without a script: as it was.
 */
export default function StartWaiting({ operation: first, title, until, words }: {
  operation: FollowedOperation;
  /** "Starting at Bay 1, connector 2". */
  title: string;
  /** Until when the charger waits, in words; null once that is over. */
  until: string | null;
  words: WaitingWords;
}) {
  const { operation } = useOperation(first);
  const message = (words as Record<string, string>)[operation.message] ?? operation.message;
  const { transactionId } = operation;
  if (transactionId !== null && shownSessions.value.has(transactionId)) {
    return <p role="status" class="sr-only">{message}</p>;
  }
  const { href, label } = wayOn(operation, words);
  return (
    <section
      class="accent accent-green flex flex-wrap items-center gap-3 rounded-xl border border-accent/30 bg-accent/8 p-4 sm:px-6"
      aria-label={title}
      data-waiting={operation.state}
    >
      <PlugZap size={24} aria-hidden="true" class="shrink-0 text-accent-ink" />
      <div class="min-w-0 flex-1 basis-52">
        <p class="font-semibold wrap-anywhere">{title}</p>
        <p role="status" class="text-sm">
          {message} {until && isOpen(operation) && <span class="text-ink-muted">{until}</span>}
        </p>
      </div>
      <a href={href} class={buttonClass({ variant: "primary" })}>{label}</a>
    </section>
  );
}

function wayOn(operation: FollowedOperation, words: WaitingWords) {
  const { id, state, transactionId, chargeBoxId } = operation;
  if (isOpen(operation)) {
    return { href: `/chargers/starting/${id}`, label: words["Follow this start"] };
  }
  return state === "started"
    ? { href: `/sessions/${transactionId}`, label: words["Follow this session"] }
    : {
      href: `/chargers/${encodeURIComponent(chargeBoxId)}`,
      label: words["Back to the charger"],
    };
}
