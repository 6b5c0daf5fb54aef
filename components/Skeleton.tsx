import { cx } from "./class_names.ts";

const WIDTH = ["w-full", "w-11/12", "w-4/5", "w-2/3"];

/** Grey lines in place of text that is still coming. Hidden from screen readers: say "Loading" in
 * a live region of the caller when the wait is long. */
export function Skeleton({ lines = 3, class: extra }: { lines?: number; class?: string }) {
  return (
    <div aria-hidden="true" class={cx("space-y-3", extra)}>
      {Array.from(
        { length: lines },
        (_, line) => (
          <div key={line} class={cx("skeleton h-4 rounded-sm", WIDTH[line % WIDTH.length])} />
        ),
      )}
    </div>
  );
}
