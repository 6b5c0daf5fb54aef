import { renderToString } from "preact-render-to-string";
import type { Config } from "@/lib/platform/config.ts";

/** Answers a page request on a host that is neither application: 404 with links to both. */
export function unknownHostResponse(
  req: Request,
  config: Pick<Config, "adminUrl" | "appUrl">,
): Response {
  const body = req.method === "HEAD"
    ? null
    : `<!doctype html>${renderToString(<UnknownHost {...config} />)}`;
  return new Response(body, {
    status: 404,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}

function UnknownHost({ adminUrl, appUrl }: { adminUrl: string; appUrl: string }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Polaris Express</title>
        <link rel="stylesheet" href="/styles.css" />
      </head>
      <body>
        <main class="mx-auto max-w-md px-4 py-16">
          <h1 class="text-xl font-semibold">Polaris Express does not live at this address</h1>
          <p class="mt-2 text-ink-muted">Choose where you want to go:</p>
          <ul class="mt-6 space-y-3">
            <li>
              <a class="underline" href={`${appUrl}/`}>For drivers: charging and invoices</a>
            </li>
            <li>
              <a class="underline" href={`${adminUrl}/`}>For operators: the console</a>
            </li>
          </ul>
        </main>
      </body>
    </html>
  );
}
