import { type IdRun, splitPublicId } from "./public_id.ts";

const RUN_CLASS = { letter: "text-id-letter", digit: "text-id-digit" };

/** A public id as 4 + 4, letters green and digits blue, so that it can be read off a sticker.
 * Copying gives the eight characters. Anything else is shown as it is. */
export function PublicId({ id }: { id: string }) {
  const groups = splitPublicId(id);
  if (!groups) return <code class="font-mono">{id}</code>;
  return (
    <code class="inline-flex gap-[0.4em] font-mono font-semibold tracking-wide">
      <Group runs={groups[0]} />
      <Group runs={groups[1]} />
    </code>
  );
}

function Group({ runs }: { runs: IdRun[] }) {
  return (
    <span>
      {runs.map((run, at) => <span key={at} class={RUN_CLASS[run.kind]}>{run.text}</span>)}
    </span>
  );
}
