import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "../define.ts";

export const handlers = define.handlers({
  GET() {
    return page({ name: "other" }, { headers: { "x-page": "other" } });
  },
});

export default define.page<typeof handlers>(async ({ data, url }) => {
  const name = await Promise.resolve(data.name);
  return (
    <main>
      <Head>
        <title>Other page</title>
      </Head>
      <h1>{name.toUpperCase()}</h1>
      <p id="path">{url.pathname}{url.search}</p>
    </main>
  );
});
