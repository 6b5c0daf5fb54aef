import type { RouteConfig } from "fresh";
import { define } from "@/define.ts";
import { registrationHandlers } from "./(_components)/registration.ts";
import { RegisterPage } from "./(_components)/RegisterPage.tsx";

/** The app's browser sheet has no room for the console around it. */
export const config: RouteConfig = { skipInheritedLayouts: true };

export const handler = registrationHandlers("expchg");

export default define.page<typeof handler>(({ data }) => <RegisterPage {...data} />);
