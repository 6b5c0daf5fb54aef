const PART = "[data-fresh]";

/** Parts of a page as the server made them, by name: what the reader changed since does not count. */
export type KnownParts = Map<string, string>;

export const partsOf = (page: ParentNode): KnownParts =>
  new Map(
    [...page.querySelectorAll<HTMLElement>(PART)].map((part) => [
      part.dataset.fresh ?? "",
      part.innerHTML,
    ]),
  );

/** A part that the server could not make; what stood there before is worth more. */
const FAILED = "[data-failed]";

/** What the server said, and whether some of it could not be taken: it failed, or the reader is at it. */
export interface Taken {
  known: KnownParts;
  hasFailed: boolean;
  isBusy: boolean;
}

/**
 * Puts the parts of a newer rendering in the place of the page's own, where the server says something
 * else than before. What was chosen stays chosen where it can; what can no longer be chosen leaves the
 * choice open, and is never exchanged for something else.
 */
export function takeFreshParts(
  page: Document,
  newer: Document,
  known: KnownParts,
): Taken {
  const taken: Taken = { known: partsOf(newer), hasFailed: false, isBusy: false };
  for (const part of page.querySelectorAll<HTMLElement>(PART)) {
    const name = part.dataset.fresh ?? "";
    const next = newer.querySelector<HTMLElement>(`[data-fresh="${name}"]`);
    if (!next) continue;
    if (next.querySelector(FAILED)) {
      taken.hasFailed = true;
      keep(taken.known, name, known);
      continue;
    }
    // Beside what it holds only this changes with it.
    if (next.dataset.againMs) part.dataset.againMs = next.dataset.againMs;
    else delete part.dataset.againMs;
    if (next.innerHTML === known.get(name)) continue;
    if (isInHand(part)) {
      taken.isBusy = true;
      keep(taken.known, name, known);
      continue;
    }
    exchange(part, next);
  }
  return taken;
}

/** As if the server had said what it said before: the next look takes it. */
function keep(now: KnownParts, name: string, before: KnownParts): void {
  const said = before.get(name);
  if (said === undefined) now.delete(name);
  else now.set(name, said);
}

/** A press that has begun, or words that are marked, would be lost. */
function isInHand(part: HTMLElement): boolean {
  const selection = getSelection();
  return part.matches(":active") ||
    (selection !== null && !selection.isCollapsed && selection.containsNode(part, true));
}

function exchange(part: HTMLElement, next: HTMLElement): void {
  const chosen = [...part.querySelectorAll<HTMLInputElement>("input[type=radio]:checked")]
    .map(({ name, value, checked, defaultChecked }) => ({
      name,
      value,
      isOwn: checked && !defaultChecked,
    }));
  const isOpen = part.querySelector("details")?.open ?? false;
  const isFocused = part.contains(document.activeElement);
  const sign = isFocused ? signOf(document.activeElement) : null;
  part.replaceChildren(
    ...[...next.cloneNode(true).childNodes].map((node) => document.importNode(node, true)),
  );
  for (const { name, value, isOwn } of chosen) keepChoice(part, name, value, isOwn);
  const details = part.querySelector("details");
  if (details) details.open = isOpen;
  if (isFocused) focusAgain(part, sign);
}

/** The same control; where it is gone or off the part itself, so that Tab goes on from here. */
function focusAgain(part: HTMLElement, sign: string | null): void {
  if (sign) part.querySelector<HTMLElement>(sign)?.focus({ preventScroll: true });
  if (part.contains(document.activeElement)) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

function keepChoice(part: HTMLElement, name: string, value: string, isOwn: boolean): void {
  const radios = [...part.querySelectorAll<HTMLInputElement>("input[type=radio]")]
    .filter((radio) => radio.name === name);
  const suggested = radios.find((radio) => radio.checked);
  // A cable that was just plugged in may be a stranger's: the driver says which connector is theirs.
  const isDoubtful = !isOwn && suggested?.dataset.sure !== undefined && suggested.value !== value;
  for (const radio of radios) {
    radio.checked = !isDoubtful && radio.value === value && !radio.disabled;
  }
}

/** How to find the same control in a newer rendering. */
function signOf(element: Element | null): string | null {
  if (element instanceof HTMLInputElement) {
    return `input[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  }
  if (element instanceof HTMLButtonElement) return "button";
  if (element instanceof HTMLAnchorElement) {
    return `a[href="${CSS.escape(element.getAttribute("href") ?? "")}"]`;
  }
  return element?.localName === "summary" ? "summary" : null;
}
