import { define } from "../../define.ts";

export default define.layout(async ({ Component, state }) => {
  await Promise.resolve();
  return (
    <div class="group-layout" data-trail={state.trail.join()}>
      <Component />
    </div>
  );
});
