import { createDefine } from "fresh";
import { createEndpoint, type WebState } from "@/lib/web/mod.ts";
import type { Services } from "./services.ts";

/** What every middleware, page and handler finds in `ctx.state`. */
export type State = WebState<Services>;

/** Typed `define.page`, `define.handlers`, `define.middleware` of this application. */
export const define = createDefine<State>();

/** Declares one HTTP operation; see lib/web. */
export const endpoint = createEndpoint<Services>();
