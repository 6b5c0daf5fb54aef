import type { ComponentChildren } from "preact";
import { Banner } from "@/components/Banner.tsx";
import { useT } from "@/components/translate.ts";
import type { HeldSession } from "@/lib/auth/mod.ts";
import type { TapTarget } from "@/lib/charging/mod.ts";
import { PASSKEY_WORDS } from "@/islands/customer/passkey_words.ts";
import PasskeySignIn from "@/islands/customer/PasskeySignIn.tsx";
import { SCAN_WORDS } from "@/islands/customer/scan_words.ts";
import ScanSignIn from "@/islands/customer/ScanSignIn.tsx";
import { HeldAccounts } from "./HeldAccounts.tsx";
import { LinkForm } from "./LinkForm.tsx";

export interface WaysInProps {
  hasMail: boolean;
  email: string;
  error: string | null;
  next: string;
  chargers: TapTarget[];
  /** The charger of the sticker that led here. */
  chargeBoxId?: string;
  held: HeldSession[];
}

/** Every way to sign in that works now. */
export function WaysIn(props: WaysInProps) {
  const t = useT();
  const { hasMail, email, error, next, chargers, chargeBoxId, held } = props;
  return (
    <>
      {!hasMail && chargers.length === 0 && (
        <Banner kind="warning" title={t("No sign-in methods are available right now.")} />
      )}
      {hasMail && <LinkForm email={email} error={error} next={next} />}
      <PasskeySignIn next={next} words={t.words(PASSKEY_WORDS)} />
      {chargers.length > 0 && (
        <Part
          title={t("With your charging card")}
          text={t("Are you at a charger? Tap your card at its reader.")}
        >
          <ScanSignIn
            chargers={chargers.map(({ deviceId, label }) => ({ id: deviceId, label }))}
            selected={chargeBoxId}
            next={next}
            words={t.words(SCAN_WORDS)}
          />
        </Part>
      )}
      {held.length > 0 && (
        <Part title={t("Signed in in this browser")}>
          <HeldAccounts sessions={held} next={next} />
        </Part>
      )}
    </>
  );
}

function Part({ title, text, children }: {
  title: string;
  text?: string;
  children: ComponentChildren;
}) {
  return (
    <section class="border-t border-border-subtle pt-5">
      <h2 class="font-semibold">{title}</h2>
      {text && <p class="mt-0.5 text-sm text-ink-muted">{text}</p>}
      <div class="mt-3">{children}</div>
    </section>
  );
}
