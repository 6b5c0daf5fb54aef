import type { RouteConfig } from "fresh";
import { define } from "../define.ts";

export const config: RouteConfig = { routeOverride: "/x/:module@:version" };

export const handler = define.handlers((ctx) => ctx.json(ctx.params));
