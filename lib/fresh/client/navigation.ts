import { trackLinks } from "./links.ts";
import { applyPartials } from "./partials.ts";

/** Query parameter that asks the server for partials. */
const PARTIAL_KEY = "fresh-partial";

interface Navigation {
  /** URL that the address bar shows afterwards; null leaves it alone. */
  url: URL | null;
  request: URL;
  init?: RequestInit;
  source: Element;
  isBack?: boolean;
}

/** An element that shows whether its navigation is under way. */
type WithIndicator = Element & { _freshIndicator?: { value: boolean } };

let pending: AbortController | null = null;
// The page on display; on the way back through the history the address bar is ahead of it.
let shownUrl = new URL(location.href);

/** Listens for links, buttons, forms and the history of pages with `f-client-nav`. */
export function installNavigation(): void {
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  addEventListener("popstate", onPopState);
}

function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const isPlain = event.button === 0 && !event.defaultPrevented &&
    !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  const link = target?.closest<HTMLAnchorElement>("a[href]");
  if (isPlain && link && isOurs(link)) {
    const url = new URL(link.href);
    const isSamePage = url.pathname === location.pathname &&
      url.search === location.search;
    if (isSamePage && url.hash) return;
    event.preventDefault();
    void navigate({ url, request: partialUrl(link, url), source: link });
    return;
  }
  const button = target?.closest<HTMLButtonElement>("button[f-partial]");
  if (isPlain && button && !link && isEnabled(button) && !button.form) {
    event.preventDefault();
    const request = partialUrl(button, new URL(location.href));
    void navigate({ url: null, request, source: button });
  }
}

function isOurs(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && !link.hasAttribute("download") &&
    (link.target === "" || link.target === "_self") && isEnabled(link);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  const submitter = event.submitter;
  if (!isEnabled(submitter ?? form) || !isEnabled(form)) return;
  const method = (submitter?.getAttribute("formmethod") ?? form.method)
    .toUpperCase();
  const target = submitter?.getAttribute("formtarget") ?? form.target;
  // A field named "action" would hide the property, so the attribute is read.
  const action = submitter?.getAttribute("formaction") ??
    form.getAttribute("action") ?? "";
  const url = new URL(action, location.href);
  const isOther = url.origin !== location.origin ||
    (target && target !== "_self");
  if (isOther || (method !== "GET" && method !== "POST")) return;
  event.preventDefault();

  const data = new FormData(form, submitter);
  const source = submitter?.hasAttribute("f-partial") ? submitter : form;
  const request = partialUrl(source, url);
  const indicated = (submitter as WithIndicator | null)?._freshIndicator ? submitter : form;
  if (method === "GET") {
    const query = toQuery(data);
    url.search = query.toString();
    for (const [name, value] of query) request.searchParams.append(name, value);
    if (source.hasAttribute("f-partial") === false) {
      request.search = keyed(url).search;
    }
    void navigate({ url, request, source: indicated ?? form });
  } else {
    const isMultipart = (submitter?.getAttribute("formenctype") ?? form.enctype)
      .includes("multi");
    const init = { method, body: isMultipart ? data : toQuery(data) };
    void navigate({ url, request, init, source: indicated ?? form });
  }
}

function onPopState(): void {
  if (!document.querySelector("[f-client-nav]")) return location.reload();
  const url = new URL(location.href);
  void navigate({
    url,
    request: keyed(url),
    source: document.body,
    isBack: true,
  });
}

function toQuery(data: FormData): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of data) {
    query.append(name, typeof value === "string" ? value : value.name);
  }
  return query;
}

function isEnabled(element: Element): boolean {
  const value = element.closest("[f-client-nav]")?.getAttribute("f-client-nav");
  return value != null && value !== "false";
}

function partialUrl(element: Element, url: URL): URL {
  const path = element.getAttribute("f-partial");
  return keyed(path ? new URL(path, location.href) : url);
}

function keyed(url: URL): URL {
  const copy = new URL(url);
  copy.searchParams.set(PARTIAL_KEY, "true");
  return copy;
}

async function navigate(navigation: Navigation): Promise<void> {
  const { url, request, init, source, isBack } = navigation;
  pending?.abort();
  const controller = pending = new AbortController();
  const indicator = (source as WithIndicator)._freshIndicator;
  if (indicator) indicator.value = true;
  try {
    if (!isBack) rememberScroll();
    const response = await fetch(request, {
      ...init,
      signal: controller.signal,
    });
    const shown = response.redirected ? unkeyed(response.url) : url;
    const type = response.headers.get("content-type") ?? "";
    if (!type.startsWith("text/html")) {
      // A download or an API answer is left to the browser, which asks for it again.
      void response.body?.cancel();
      return leave(shown, init, location.href);
    }
    const html = await response.text();
    // A new page's address comes first: its islands may read it as soon as they are live.
    const previous = location.href;
    const updateLinks = trackLinks(shownUrl);
    if (shown && !isBack) pushUrl(shown);
    const isAnimated = isSwitchedOn(source, "f-view-transition");
    if (!await applyPartials(html, isAnimated)) {
      return leave(shown, init, previous);
    }
    if (shown) {
      updateLinks(shown);
      shownUrl = shown;
      restoreScroll(shown, isBack ?? false);
    }
  } catch (error) {
    if (controller.signal.aborted) return;
    console.error("Client navigation failed", error);
    if (url && !init) location.assign(url);
  } finally {
    if (indicator) indicator.value = false;
    if (pending === controller) pending = null;
  }
}

/** Loads the page anew where partials cannot show it. */
function leave(url: URL | null, init: RequestInit | undefined, previous: string): void {
  if (init && url?.href === previous) return location.reload();
  if (url) {
    location.href === url.href ? location.reload() : location.assign(url);
  }
}

function isSwitchedOn(element: Element, name: string): boolean {
  const value = element.closest(`[${name}]`)?.getAttribute(name);
  return value != null && value !== "false";
}

function unkeyed(href: string): URL {
  const url = new URL(href);
  url.searchParams.delete(PARTIAL_KEY);
  return url;
}

function rememberScroll(): void {
  history.scrollRestoration = "manual";
  history.replaceState({ ...history.state, scrollX, scrollY }, "");
}

function pushUrl(url: URL): void {
  if (url.href === location.href) history.replaceState({}, "", url);
  else history.pushState({}, "", url);
}

function restoreScroll(url: URL, isBack: boolean): void {
  const target = url.hash &&
    document.getElementById(decodeURIComponent(url.hash.slice(1)));
  if (isBack) {
    scrollTo(history.state?.scrollX ?? 0, history.state?.scrollY ?? 0);
  } else if (target) target.scrollIntoView();
  else scrollTo(0, 0);
}
