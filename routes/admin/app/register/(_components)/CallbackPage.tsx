import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";

/** Seen only where the app did not take the address over: hands the code on by a press. */
export function CallbackPage({ appHref }: { appHref: string | null }) {
  return (
    <PlainShell title="Back to the app" accent="cyan">
      {appHref
        ? (
          <>
            <p>The code works once and for a minute.</p>
            <LinkButton href={appHref} variant="primary" wide>Open the app</LinkButton>
          </>
        )
        : (
          <Banner kind="warning" title="There is no code in this address">
            Start the registration in the app again.
          </Banner>
        )}
    </PlainShell>
  );
}
