import type { RouteConfig } from "fresh";
import { define } from "@/define.ts";
import { callbackHandlers } from "../../app/register/(_components)/callback.ts";
import { CallbackPage } from "../../app/register/(_components)/CallbackPage.tsx";

export const config: RouteConfig = { skipInheritedLayouts: true };

export const handler = callbackHandlers("expresscan");

export default define.page<typeof handler>(({ data }) => <CallbackPage {...data} />);
