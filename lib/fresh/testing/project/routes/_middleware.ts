import { HttpError } from "fresh";
import { define } from "../define.ts";

const startTrail = define.middleware((ctx) => {
  ctx.state.trail = ["root"];
  return ctx.next();
});

const refuse = define.middleware((ctx) => {
  if (ctx.url.searchParams.has("refuse")) {
    throw new HttpError(403, "Refused by the middleware");
  }
  return ctx.next();
});

export default [startTrail, refuse];
