import { linkCurrency } from "../active_links.ts";

/**
 * Notes which links carry the `aria-current` that their page gave them, and returns a function
 * that brings those up to date with the next page. Links marked by the app itself are left alone.
 */
export function trackLinks(from: URL): (to: URL) => void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[href]")]
    .filter((link) => link.getAttribute("aria-current") === currencyOf(link, from));
  return (to) => {
    for (const link of links) {
      const currency = currencyOf(link, to);
      if (currency) link.setAttribute("aria-current", currency);
      else link.removeAttribute("aria-current");
    }
  };
}

function currencyOf(link: HTMLAnchorElement, url: URL): string | null {
  return linkCurrency(link.getAttribute("href") ?? "", url);
}
