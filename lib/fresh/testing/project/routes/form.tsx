import { page } from "fresh";
import { Partial } from "fresh/runtime";
import { define } from "../define.ts";

export const handlers = define.handlers({
  GET: () => page({ name: "", message: "" }),
  async POST(ctx) {
    const name = String((await ctx.req.formData()).get("name"));
    if (name === "go") return ctx.redirect("/other?from=form", 303);
    return page({ name, message: "Name is taken" }, { status: 400 });
  },
});

export default define.page<typeof handlers>(({ data }) => (
  <main>
    <form method="post">
      <input name="name" value={data.name} />
      <button type="submit">Save</button>
    </form>
    <p id="message">{data.message}</p>
    <ul>
      <Partial name="log">
        <li>first</li>
      </Partial>
    </ul>
    <button type="button" f-partial="/partials/log">More</button>
    <a href="/other?full" f-client-nav={false}>Full load</a>
    <a href="/files/known">Plain text</a>
  </main>
));
