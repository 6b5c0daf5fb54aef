import { forbidden } from "@/lib/platform/errors.ts";

/** Refuses a write that another site's page sent: its Origin, or what the browser says of it, is foreign. */
export function assertSameOrigin(req: Request, ownOrigin: string): void {
  if (req.method === "GET" || req.method === "HEAD") return;
  const origin = req.headers.get("origin");
  const site = req.headers.get("sec-fetch-site");
  const foreign = origin !== null && origin !== "null"
    ? !URL.canParse(origin) || new URL(origin).host !== new URL(ownOrigin).host
    : site !== null && site !== "same-origin" && site !== "none";
  if (foreign) {
    throw forbidden("This request came from another site. Open the page again and repeat.", {
      code: "bad_origin",
    });
  }
}
