import { page } from "fresh";
import { define } from "@/define.ts";
import { loadEndpoints } from "@/fresh.config.ts";
import { apiDocument, docsPage } from "@/lib/web/mod.ts";

/** The API, readable: the same document that /api/openapi.json serves. */
export default define.page<typeof handler>(({ data }) => docsPage(data.document));

export const handler = define.handlers({
  async GET(ctx) {
    ctx.state.title = "API";
    return page({ document: await apiDocument(ctx.state.services.config, loadEndpoints) });
  },
});
