import { computed, signal } from "@preact/signals";

/** Reads back what JSON has no form for; the counterpart of the server's `serializeProps`. */
export function reviverOf(
  slot: (id: number) => unknown,
): Record<string, (value: [never]) => unknown> {
  return {
    Signal: ([value]: [unknown]) => signal(value),
    Computed: ([value]: [unknown]) => computed(() => value),
    Slot: ([id]: [number]) => slot(id),
  };
}
