import { define } from "../../define.ts";

export const handlers = define.handlers({
  GET: (ctx) => ctx.json({ id: ctx.params.id, route: ctx.route, trail: ctx.state.trail }),
  POST: async (ctx) => ctx.json(await ctx.req.json(), { status: 201 }),
});
