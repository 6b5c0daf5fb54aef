import { define } from "../../define.ts";

export default define.page(({ error }) => (
  <h1 class="area-error">
    {error instanceof Error ? error.message : "unknown"}
  </h1>
));
