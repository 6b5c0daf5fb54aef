import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

/** A labelled input that shows a hint with an id of its own after a click. */
export default function Field({ name }: { name: string }) {
  const id = useId();
  const hasHint = useSignal(false);
  return (
    <p class="field">
      <label htmlFor={id}>{name}</label>
      <input id={id} name={name} aria-describedby={`${id}-hint`} />
      <button
        type="button"
        id={`hint-${name}`}
        onClick={() => hasHint.value = true}
      >
        ?
      </button>
      {hasHint.value && <Hint id={`${id}-hint`} />}
    </p>
  );
}

function Hint({ id }: { id: string }) {
  const inner = useId();
  return <small id={id} data-inner={inner}>hint</small>;
}
