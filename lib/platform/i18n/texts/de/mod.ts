import type { Texts } from "../mod.ts";

export default {} satisfies Texts as Texts;
