import { buttonClass } from "../../components/button_style.ts";
import { Check, CircleX, PlugZap } from "../../components/icons.ts";
import { Spinner } from "../../components/Spinner.tsx";
import { type FollowedOperation, isOpen, useOperation } from "./operation_poll.ts";
import type { StartWords } from "./start_words.ts";

/** A start as it goes on: what the charger said, what to do now, and the session once it began. */
export default function StartProgress(
  { operation: first, words }: { operation: FollowedOperation; words: StartWords },
) {
  const { operation, isCut } = useOperation(first, ({ state, transactionId }) => {
    if (state === "started") location.replace(`/sessions/${transactionId}`);
  });
  const open = isOpen(operation);
  const hasFailed = operation.state === "refused" || operation.state === "timed_out";
  return (
    <div class="space-y-5" data-start={operation.state}>
      <div class="flex flex-col items-center gap-3 py-4 text-center">
        <span
          class={`inline-flex size-16 items-center justify-center rounded-pill border text-accent-ink ${
            hasFailed
              ? "accent accent-rose border-accent/30 bg-accent/8"
              : "border-accent/30 bg-accent/8"
          }`}
        >
          {hasFailed
            ? <CircleX size={30} aria-hidden="true" />
            : <PlugZap size={30} aria-hidden="true" />}
        </span>
        <p class="text-xl font-semibold" role={hasFailed ? "alert" : "status"}>
          {said(words, operation.message)}
        </p>
        {isCut && (
          <p class="text-sm text-ink-muted" role="status">
            {words["The connection is cut. The charger goes on without this page."]}
          </p>
        )}
      </div>
      {open && <Steps state={operation.state} words={words} />}
      {hasFailed
        ? <Again operation={operation} words={words} />
        : (
          <p class="text-center text-sm text-ink-muted">
            {words["Cancel by simply not plugging in: the charger waits a minute or so."]}
          </p>
        )}
    </div>
  );
}

/** Messages of the API are among the words; one that a newer server adds is said as it is. */
const said = (words: Record<string, string>, message: string) => words[message] ?? message;

function Steps({ state, words }: { state: FollowedOperation["state"]; words: StartWords }) {
  const at = state === "pending" ? 1 : 2;
  const steps = [
    words["The charger was asked"],
    words["The charger agreed"],
    words["Plug in"],
    words["Charging"],
  ];
  return (
    <ol class="mx-auto max-w-sm space-y-1" aria-label={words["Steps of the start"]}>
      {steps.map((step, n) => (
        <li
          key={step}
          aria-current={n === at ? "step" : undefined}
          class={`flex min-h-10 items-center gap-3 ${n > at ? "text-ink-muted" : ""}`}
        >
          <span class="inline-flex size-6 shrink-0 items-center justify-center rounded-pill border border-accent/40 text-accent-ink">
            {n < at && <Check size={14} aria-hidden="true" />}
            {n === at && <Spinner size={14} />}
          </span>
          <span class={n === at ? "font-medium" : ""}>{step}</span>
          <span class="sr-only">
            {n < at ? words.done : n === at ? words["under way"] : words["to come"]}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Again({ operation, words }: { operation: FollowedOperation; words: StartWords }) {
  const { chargeBoxId, connectorId, cardId } = operation;
  const fields = { chargeBoxId, connectorId, cardId };
  return (
    <form method="post" action="/chargers/start" class="flex flex-col gap-3">
      {Object.entries(fields).map(([name, value]) =>
        value !== null && <input key={name} type="hidden" name={name} value={value} />
      )}
      <button type="submit" class={buttonClass({ variant: "primary", size: "lg", wide: true })}>
        {words["Try again"]}
      </button>
      <a
        href={`/chargers/${encodeURIComponent(chargeBoxId)}`}
        class={buttonClass({ size: "lg", wide: true })}
      >
        {words["Back to the charger"]}
      </a>
    </form>
  );
}
