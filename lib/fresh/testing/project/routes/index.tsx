import { useSignal } from "@preact/signals";
import { Head } from "fresh/runtime";
import { define } from "../define.ts";
import Counter from "../islands/Counter.tsx";
import Disclosure from "../islands/Disclosure.tsx";

export default define.page(function Index() {
  const count = useSignal(3);
  return (
    <main>
      <Head>
        <title>Index</title>
      </Head>
      <h1>Index</h1>
      <Counter id="a" count={count} />
      <Counter id="b" count={count} />
      <Disclosure label={<b>Open</b>} isOpen>
        <p class="slotted">From the server</p>
        <Counter id="c" count={count} />
      </Disclosure>
      <Disclosure label="Closed">
        <p class="hidden">Hidden at first</p>
        <Counter id="d" count={count} />
      </Disclosure>
    </main>
  );
});
