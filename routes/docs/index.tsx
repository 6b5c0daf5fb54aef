import { page } from "fresh";
import { define } from "@/define.ts";
import { loadEndpoints } from "@/fresh.config.ts";
import { VERSION } from "@/lib/platform/version.ts";
import { docsPage, openApiDocument } from "@/lib/web/mod.ts";

/** The API, readable: the same document that /api/openapi.json serves. */
export default define.page<typeof handler>(({ data }) => docsPage(data.document));

export const handler = define.handlers({
  async GET(ctx) {
    await loadEndpoints();
    ctx.state.title = "API";
    const servers = [{ url: ctx.url.origin }];
    return page({
      document: openApiDocument({ title: "Polaris Express API", version: VERSION, servers }),
    });
  },
});
