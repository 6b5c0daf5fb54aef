import { Partial } from "fresh/runtime";
import { define } from "../define.ts";

export default define.page(({ Component, state }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>{state.title ?? "Base"}</title>
      <style>{"body { margin: 0 }"}</style>
    </head>
    <body f-client-nav>
      <nav>
        <a href="/">Home</a>
        <a href="/other">Other</a>
      </nav>
      <Partial name="body">
        <Component />
      </Partial>
    </body>
  </html>
));
