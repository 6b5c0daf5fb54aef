import { type ComponentChildren, createContext, h, type JSX, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { isElement } from "./element.ts";
import type { RenderState } from "./render_state.ts";

/** True below an island: nested islands are then part of it and get no markers of their own. */
export const InsideIsland = createContext(false);

/** Server side of JSX that is passed to an island: renders it between markers. */
export function ServerSlot(
  { id, state }: { id: number; state: RenderState },
): VNode {
  const slot = state.slots[id];
  slot.isRendered = true;
  return region(
    `slot:${id}`,
    h(InsideIsland.Provider, { value: false }, slot.children),
  );
}

/** Puts a comment before and after some children; the browser finds the region by them. */
export function region(name: string, children: ComponentChildren): VNode {
  // The form that precompiled JSX compiles to; it is the public way to emit a comment.
  return jsxTemplate(
    [`<!--fresh:${name}-->`, "<!--/fresh-->"],
    h(Wrap, null, children),
  );
}

function Wrap(props: { children?: ComponentChildren }): VNode {
  return props.children as VNode;
}

/** Replaces JSX in an island's props by slots; everything else keeps its identity. */
export function slotProps(
  props: Record<string, unknown>,
  state: RenderState,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    // All children of an island are one slot, as they are rendered in one place.
    const isMixed = name === "children" && Array.isArray(value) &&
      containsElement(value);
    result[name] = isMixed ? toSlot(value, state) : replaceElements(value, state);
  }
  return result;
}

function toSlot(children: ComponentChildren, state: RenderState): JSX.Element {
  const id = state.slots.push({ children, isRendered: false }) - 1;
  return h(ServerSlot, { id, state });
}

function replaceElements(value: unknown, state: RenderState): unknown {
  if (isElement(value)) return toSlot(value, state);
  if (!containsElement(value)) return value;
  if (Array.isArray(value)) {
    return value.map((item) => replaceElements(item, state));
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([k, v]) => [k, replaceElements(v, state)]),
  );
}

function containsElement(value: unknown, seen = new Set<unknown>()): boolean {
  if (isElement(value)) return true;
  if (typeof value !== "object" || value === null || seen.has(value)) {
    return false;
  }
  seen.add(value);
  if (Array.isArray(value)) {
    return value.some((item) => containsElement(item, seen));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).some((item) => containsElement(item, seen));
}
