import type { PageProps } from "fresh";
import { asset } from "fresh/runtime";
import { ReaderContext } from "@/components/format_context.ts";
import { readerZone, REMEMBER_ZONE } from "@/components/reader_zone.ts";
import { readTheme, THEME_COOKIE } from "@/components/theme.ts";
import type { State } from "@/define.ts";
import { localeOf } from "@/lib/platform/i18n/languages.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";

/** The document around every page of both hosts. */
export default function Document({ Component, req, state, url }: PageProps<unknown, State>) {
  const isCustomer = state.surface === "customer";
  return (
    <html lang={state.language ?? "en"} data-theme={themeOf(req, state)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{titleOf(state)}</title>
        <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
        <link rel="stylesheet" href={asset("/styles.css")} />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#F5FAFB" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#181C26" />
        {isCustomer && <link rel="manifest" href="/manifest.webmanifest" />}
        {isCustomer && <script dangerouslySetInnerHTML={{ __html: REMEMBER_ZONE }} />}
        <link rel="apple-touch-icon" href={asset("/icons/apple-touch-icon.png")} />
        {!url.pathname.startsWith("/status") && <meta name="robots" content="noindex" />}
      </head>
      <body>
        <ReaderContext.Provider value={readerOf(req, state)}>
          <Component />
        </ReaderContext.Provider>
      </body>
    </html>
  );
}

function titleOf({ title, surface }: State): string {
  const product = surface === "admin" ? "Polaris Express operations" : "Polaris Express";
  return title ? `${title} · ${product}` : product;
}

/** What the switch wrote in this browser, else what the person chose before. */
function themeOf(req: Request, state: State) {
  const cookie = req.headers.get("cookie");
  return cookie?.includes(`${THEME_COOKIE}=`) ? readTheme(cookie) : state.theme;
}

/** Words in the page's language, numbers in the browser's regional way, times in its zone once it told it. */
function readerOf(req: Request, state: State) {
  const language = state.language ?? "en";
  const locale = localeOf(language, req.headers.get("accept-language"));
  const timeZone = readerZone(req.headers.get("cookie"));
  return {
    locale,
    language,
    timeZone,
    t: translator(language),
    now: state.services?.clock.now(),
  };
}
