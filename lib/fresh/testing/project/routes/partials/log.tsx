import type { RouteConfig } from "fresh";
import { Partial } from "fresh/runtime";
import { define } from "../../define.ts";

export const config: RouteConfig = {
  skipAppWrapper: true,
  skipInheritedLayouts: true,
};

export default define.page(({ isPartial }) => (
  <Partial name="log" mode="append" key="line">
    <li>{isPartial ? "appended" : "whole page"}</li>
  </Partial>
));
