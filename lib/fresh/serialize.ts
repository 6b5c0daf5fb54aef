import { Signal } from "@preact/signals";
import { stringify } from "devalue";
import { isElement } from "./element.ts";
import { ServerSlot } from "./slots.ts";

/**
 * Serialises the props of all islands of a page as one value, so that an object or signal that
 * several islands share is written once and is one object in the browser again.
 * @throws {TypeError} for functions, symbols and class instances, naming island and path.
 */
export function serializeProps(
  islands: [name: string, props: unknown][],
): string {
  try {
    return stringify(islands, {
      Signal: (value) => isSignal(value) && !isComputed(value) && [value.peek()],
      Computed: (value) => isSignal(value) && isComputed(value) && [value.peek()],
      Slot: (value) => isSlotElement(value) && [value.props.id],
    });
  } catch (error) {
    if (!(error instanceof Error) || !("path" in error)) throw error;
    const path = String(error.path);
    const name = islands[Number(/^\[(\d+)\]/.exec(path)?.[1])]?.[0];
    throw new TypeError(
      `Island ${name} received a prop that cannot be serialised: ${error.message} ` +
        `(at ${path.replace(/^\[\d+\]\[1\]/, "props")})`,
      { cause: error },
    );
  }
}

function isSignal(value: unknown): value is Signal {
  return value instanceof Signal;
}

function isComputed(value: Signal): boolean {
  return Object.getPrototypeOf(value) !== Signal.prototype;
}

function isSlotElement(value: unknown): value is { props: { id: number } } {
  return isElement(value) && value.type === ServerSlot;
}
