import { useEffect, useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { Plus } from "../../components/icons.ts";
import { TextField } from "../../components/TextField.tsx";
import type { Words } from "@/lib/platform/i18n/translate.ts";
import { passkeyCeremony } from "./passkey_ceremony.ts";
import type { PASSKEY_WORDS } from "./passkey_words.ts";

/** Adds a passkey of this device, then loads the page anew. Passkeys need a script. */
export default function PasskeyAdd({ words }: { words: Words<typeof PASSKEY_WORDS> }) {
  const [state, setState] = useState<"unknown" | "able" | "unable" | "busy">("unknown");
  const [failure, setFailure] = useState("");
  useEffect(() => setState(passkeyCeremony.isKnown() ? "able" : "unable"), []);
  if (state === "unknown") return null;
  if (state === "unable") {
    return <p class="text-sm text-ink-muted">{words["This browser does not know passkeys."]}</p>;
  }
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setState("busy");
    setFailure("");
    const refusal = await passkeyCeremony.add(String(form.get("name") ?? ""));
    if (!refusal) return location.reload();
    setState("able");
    setFailure(refusal.failure);
  };
  return (
    <form class="space-y-3" onSubmit={add}>
      {failure && (
        <Banner kind="warning" title={(words as Record<string, string>)[failure] ?? failure} />
      )}
      <div class="flex flex-wrap items-end gap-3">
        <div class="min-w-0 flex-1 basis-56">
          <TextField
            name="name"
            id="field-passkey-name"
            label={words["Name of this passkey"]}
            hint={words["For example: my phone"]}
            maxLength={60}
            autocomplete="off"
          />
        </div>
        <Button busy={state === "busy"}>
          {state === "able" && <Plus size={16} aria-hidden="true" />}
          {state === "busy" ? words["Waiting for your device…"] : words["Add a passkey"]}
        </Button>
      </div>
    </form>
  );
}
