import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { asset, Head, IS_BROWSER, Partial } from "fresh/runtime";

interface ProbeProps {
  when: Date;
  tags: Map<string, Set<number>>;
  big: bigint;
  link: URL;
}

/** Shows what arrived in the browser, and changes the title from there. */
export default function Probe({ when, tags, big, link }: ProbeProps) {
  const title = useSignal("");
  const isLive = useSignal(false);
  useEffect(() => {
    isLive.value = true;
  }, []);
  const shown = [
    when.toISOString(),
    tags.get("a")?.has(1),
    big + 1n,
    link.hostname,
    IS_BROWSER,
    asset("/x.png").includes("__frsh_c="),
  ];
  return (
    <div id="probe">
      {title.value && (
        <Head>
          <title>{title}</title>
          <meta name="description" content="from the island" />
        </Head>
      )}
      <output>{isLive.value ? shown.join("|") : "server"}</output>
      <button
        type="button"
        id="retitle"
        onClick={() => title.value = "Set by island"}
      >
        Title
      </button>
      <Partial name="inside">
        <em id="inside">old</em>
      </Partial>
    </div>
  );
}
