import { markBuild } from "./browser_renderer.ts";
import { installNavigation } from "./navigation.ts";
import { readPageState, reviveIslands } from "./islands.ts";

const state = readPageState(document);
if (state) {
  markBuild(state.build);
  if (state.isLive) {
    void import("./live_reload.ts").then(({ connect }) => connect());
  }
  await reviveIslands(document.documentElement, null, document, state);
}
installNavigation();
