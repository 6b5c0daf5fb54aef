import { useT } from "./translate.ts";

/** First stop of the Tab key: over the navigation to `<main id="main">`. */
export function SkipLink() {
  const t = useT();
  return (
    <a
      href="#main"
      class="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-accent-solid focus:px-4 focus:py-2 focus:text-accent-on"
    >
      {t("Skip to content")}
    </a>
  );
}
