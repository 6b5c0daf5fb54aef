import { type ComponentChildren, isValidElement, toChildArray } from "preact";

/** Brings the document's head in line with the children of a `<Head>`. */
export function applyHead(children: ComponentChildren): void {
  for (const child of toChildArray(children)) {
    if (!isValidElement(child)) continue;
    if (typeof child.type !== "string") {
      applyHead((child.props as { children?: ComponentChildren }).children);
      continue;
    }
    const { children: content, ...props } = child.props as Record<
      string,
      unknown
    >;
    const element = document.createElement(child.type);
    for (const [name, value] of Object.entries(props)) {
      if (value != null && value !== false) {
        element.setAttribute(name, value === true ? "" : String(value));
      }
    }
    if (child.key != null) element.dataset.freshKey = String(child.key);
    element.textContent = toChildArray(content as ComponentChildren).join("");
    placeInHead(element);
  }
}

/** Puts one element into the head, in place of the one with the same identity. */
export function placeInHead(element: HTMLElement): void {
  if (element.localName === "title") {
    document.title = element.textContent ?? "";
    return;
  }
  const same = findSame(element);
  if (same?.isEqualNode(element)) return;
  if (same) same.replaceWith(element);
  else document.head.append(element);
}

function findSame(element: HTMLElement): Element | null {
  const within = (attribute: string, value: string) =>
    document.head.querySelector(
      `${element.localName}[${attribute}="${CSS.escape(value)}"]`,
    );
  const { freshKey } = element.dataset;
  if (freshKey) return within("data-fresh-key", freshKey);
  if (element.id) return within("id", element.id);
  const name = element.getAttribute("name");
  if (element.localName === "meta" && name) return within("name", name);
  const rel = element.getAttribute("rel");
  if (element.localName !== "link" || !rel) return null;
  // Several stylesheets are usual: one is the same only when it loads the same.
  const href = element.getAttribute("href");
  const isExact = rel === "stylesheet" || rel === "modulepreload";
  return isExact && href ? within("href", href) : within("rel", rel);
}
