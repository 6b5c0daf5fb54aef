import { page } from "fresh";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import { emptyForm, responseInit } from "@/lib/auth/mod.ts";

const REASONS: Record<string, string> = {
  not_in_group:
    "Your organisation knows you, but you are not in the group that runs this network. Ask the administrator of your single sign-on to add you, then sign in again.",
  not_admitted:
    "This account cannot be used here: it was disabled, or it belongs to a driver. Drivers sign in on the customer site.",
  account_not_linked:
    "There is an account with your e-mail address already, and your provider did not confirm that the address is yours. Confirm it there, then sign in again.",
  state_mismatch: "The sign-in took too long or was begun in another window. Start again.",
  access_denied: "The sign-in was cancelled at your organisation.",
};

export default define.page<typeof handler>(function SignInRefused({ data }) {
  return (
    <PlainShell title="You were not let in" accent="cyan">
      <p>{data.reason}</p>
      <LinkButton href="/login?signed_out=1" variant="primary" size="lg" wide>
        Back to sign-in
      </LinkButton>
    </PlainShell>
  );
});

export const handler = define.handlers({
  GET(ctx) {
    const code = ctx.url.searchParams.get("error") ?? "";
    const reason = REASONS[code] ??
      "The sign-in could not be completed. Start again; if it happens twice, tell your administrator.";
    ctx.state.title = "You were not let in";
    const { headers } = responseInit(emptyForm);
    return page({ reason }, { status: 403, headers });
  },
});
