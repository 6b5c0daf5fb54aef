import type { Texts } from "../../say.ts";

export default {} satisfies Texts as Texts;
