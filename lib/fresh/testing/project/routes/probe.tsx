import { Partial } from "fresh/runtime";
import { define } from "../define.ts";
import Disclosure from "../islands/Disclosure.tsx";
import Field from "../islands/Field.tsx";
import Probe from "../islands/Probe.tsx";

export default define.page(({ url }) => (
  <main>
    <Probe
      when={new Date(0)}
      tags={new Map([["a", new Set([1])]])}
      big={9007199254740993n}
      link={new URL("https://a.test/")}
    />
    <section>
      <Disclosure label={<i>In a slot</i>} isOpen>
        <Partial name="slotted">
          <span id="slotted">{url.search || "none"}</span>
        </Partial>
      </Disclosure>
    </section>
    <Field name="one" />
    <Field name="two" />
    <button type="button" id="refresh" f-partial="/partials/probe">
      Refresh
    </button>
  </main>
));
