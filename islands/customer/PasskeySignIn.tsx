import { useEffect, useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { Fingerprint } from "../../components/icons.ts";
import type { Words } from "@/lib/platform/i18n/translate.ts";
import { passkeyCeremony } from "./passkey_ceremony.ts";
import type { PASSKEY_WORDS } from "./passkey_words.ts";

/** Button that signs in with a passkey; absent without a script or where the browser knows none. */
export default function PasskeySignIn({ next, words }: {
  next: string;
  words: Words<typeof PASSKEY_WORDS>;
}) {
  const [isKnown, setKnown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  useEffect(() => setKnown(passkeyCeremony.isKnown()), []);
  if (!isKnown) return null;
  const signIn = async () => {
    setBusy(true);
    setFailure("");
    const refusal = await passkeyCeremony.signIn();
    if (!refusal) return location.assign(next);
    setBusy(false);
    setFailure(refusal.failure);
  };
  return (
    <div class="space-y-3">
      {failure && (
        <Banner
          kind="warning"
          title={(words as Record<string, string>)[failure] ?? failure}
        />
      )}
      <Button type="button" size="lg" wide busy={isBusy} onClick={signIn}>
        {!isBusy && <Fingerprint size={18} aria-hidden="true" />}
        {isBusy ? words["Waiting for your device…"] : words["Sign in with a passkey"]}
      </Button>
    </div>
  );
}
