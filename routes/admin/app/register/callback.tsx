import type { RouteConfig } from "fresh";
import { define } from "@/define.ts";
import { callbackHandlers } from "./(_components)/callback.ts";
import { CallbackPage } from "./(_components)/CallbackPage.tsx";

export const config: RouteConfig = { skipInheritedLayouts: true };

export const handler = callbackHandlers("expchg");

export default define.page<typeof handler>(({ data }) => <CallbackPage {...data} />);
