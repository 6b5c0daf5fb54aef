import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Locate } from "../../components/icons.ts";

type Words = Record<
  | "Use my location"
  | "Finding you…"
  | "Your browser did not say where you are. Allow it in the address bar, or search by name.",
  string
>;

const TIMEOUT_MS = 10_000;
const MAX_AGE_MS = 60_000;

/** Writes where the reader is into the address, to three decimals (about 100 m): enough to sort by. */
export default function NearMe({ words }: { words: Words }) {
  const [state, setState] = useState<"idle" | "asking" | "refused">("idle");
  const ask = () => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const url = new URL(location.href);
        url.searchParams.set("lat", coords.latitude.toFixed(3));
        url.searchParams.set("lon", coords.longitude.toFixed(3));
        url.searchParams.delete("cursor");
        location.assign(url);
      },
      () => setState("refused"),
      { timeout: TIMEOUT_MS, maximumAge: MAX_AGE_MS },
    );
  };
  return (
    <div class="js-only flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button type="button" onClick={ask} busy={state === "asking"}>
        <Locate size={16} aria-hidden="true" />
        {words[state === "asking" ? "Finding you…" : "Use my location"]}
      </Button>
      <p role="status" class="text-sm text-ink-muted">
        {state === "refused" &&
          words[
            "Your browser did not say where you are. Allow it in the address bar, or search by name."
          ]}
      </p>
    </div>
  );
}
