import { Signal } from "@preact/signals";
import { isValidElement, type VNode } from "preact";

/**
 * Says whether a value is JSX. Preact's own test looks at the constructor alone and takes signals
 * and objects without a prototype for elements too.
 */
export function isElement(value: unknown): value is VNode {
  return isValidElement(value) && !(value instanceof Signal) &&
    "type" in value && "props" in value;
}
