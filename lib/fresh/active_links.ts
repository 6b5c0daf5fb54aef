/**
 * Says how a link relates to the current page: `page` for the page itself, `true` for an ancestor.
 * A query in the link has to be that of the page; a link without one matches any query.
 */
export function linkCurrency(href: string, url: URL): "page" | "true" | null {
  if (!/^(\/(?!\/)|\?|https?:)/.test(href)) return null;
  let target: URL;
  try {
    target = new URL(href, url);
  } catch {
    return null;
  }
  if (target.origin !== url.origin) return null;
  const path = trim(target.pathname);
  const here = trim(url.pathname);
  if (path === here) {
    return target.search && target.search !== url.search ? "true" : "page";
  }
  return path !== "" && here.startsWith(path + "/") ? "true" : null;
}

function trim(pathname: string): string {
  return pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
}
