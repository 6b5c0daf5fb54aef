import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import type { RegistrationRequest, RegistrationView } from "./registration.ts";

/** Confirms the device that an operator holds; shown in the app's own browser sheet. */
export function RegisterPage({ asked, operator, error }: RegistrationView) {
  return (
    <PlainShell title="Register this device" accent="cyan">
      {error && <Banner kind="error" title="The device is not registered">{error}</Banner>}
      {asked
        ? !error && <Confirm asked={asked} operator={operator} />
        : !error && (
          <Banner kind="warning" title="Open this page from the app">
            The address lacks what the app sends along. Start the registration in the app again.
          </Banner>
        )}
      {(error || !asked) && <LinkButton href="/" wide>Back to the start</LinkButton>}
    </PlainShell>
  );
}

function Confirm({ asked, operator }: { asked: RegistrationRequest; operator: string }) {
  return (
    <form method="post" class="space-y-4">
      <p>
        The app on this device asks to be registered as{" "}
        <strong class="block text-lg wrap-anywhere">{asked.label}</strong>
      </p>
      <p class="text-sm text-ink-muted">
        It will belong to <span class="font-medium text-ink wrap-anywhere">{operator}</span>{" "}
        and may read cards and operate chargers. Go on only if you started this yourself, on a
        device in your hand.
      </p>
      {Object.entries(asked).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button variant="primary" size="lg" wide>Register this device</Button>
      <p class="text-center text-sm text-ink-muted">To refuse, close this window.</p>
    </form>
  );
}
