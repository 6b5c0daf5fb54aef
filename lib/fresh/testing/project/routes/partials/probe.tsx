import { useSignal } from "@preact/signals";
import type { RouteConfig } from "fresh";
import { Partial } from "fresh/runtime";
import { define } from "../../define.ts";
import Counter from "../../islands/Counter.tsx";

export const config: RouteConfig = {
  skipAppWrapper: true,
  skipInheritedLayouts: true,
};

export default define.page(function ProbePartials() {
  const count = useSignal(40);
  return (
    <>
      <Partial name="inside">
        <em id="inside">new</em>
      </Partial>
      <Partial name="slotted">
        <Counter id="late" count={count} />
      </Partial>
    </>
  );
});
