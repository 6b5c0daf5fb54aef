import { define } from "../define.ts";

export default define.page(() => {
  throw new Error("secret detail");
});
