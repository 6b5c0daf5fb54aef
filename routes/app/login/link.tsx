import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { Button } from "@/components/Button.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import {
  emptyForm,
  outcomeOf,
  responseInit,
  safeNext,
  signedInRedirect,
  textField,
} from "@/lib/auth/mod.ts";
import { readForm } from "@/lib/web/mod.ts";
import { ContactOperator } from "./(_components)/ContactOperator.tsx";
import { LinkForm } from "./(_components)/LinkForm.tsx";

/** Where the link of a mail leads. Opening it changes nothing: mail scanners open links too. */
export default define.page<typeof handler>(function SignInLink({ data, state }) {
  const { token, next, email, error } = data;
  return (
    <PlainShell
      title={email ? "Sign in" : "This link no longer works"}
      accent="green"
      footer={<ContactOperator email={state.services.config.OPERATOR_CONTACT_EMAIL} />}
    >
      {error && <Banner kind="error" title="You are not signed in">{error}</Banner>}
      {email ? <Confirm token={token} next={next} email={email} /> : (
        <>
          {!error && (
            <Banner kind="warning" title="It was used already, or its time is over">
              Each link works once. Ask for a new one below.
            </Banner>
          )}
          <LinkForm email="" error={null} next={next} />
        </>
      )}
    </PlainShell>
  );
});

function Confirm({ token, next, email }: { token: string; next: string; email: string }) {
  return (
    <form method="post" action="/login/link" class="space-y-4">
      <p>
        You are about to sign in as <strong class="block wrap-anywhere">{email}</strong>
      </p>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="next" value={next} />
      <Button variant="primary" size="lg" wide>Sign in</Button>
    </form>
  );
}

export const handler = define.handlers({
  async GET(ctx) {
    const query = ctx.url.searchParams;
    const token = query.get("token") ?? "";
    const pending = await ctx.state.services.auth.peekMagicLink(token);
    ctx.state.title = "Sign in";
    return page(
      { token, next: safeNext(query.get("next")), email: pending?.email ?? null, error: null },
      { ...responseInit(emptyForm), status: pending ? 200 : 410 },
    );
  },
  async POST(ctx) {
    const { services, clientIp: ip, requestId } = ctx.state;
    const body = await readForm(ctx.req);
    const token = textField(body, "token");
    const next = safeNext(textField(body, "next"));
    ctx.state.title = "Sign in";
    try {
      const info = { headers: ctx.req.headers, ip, requestId };
      const result = await services.auth.signInWithMagicLink(info, token);
      if (result.ok) return signedInRedirect(next, result.setCookies);
      const gone = { ...responseInit(emptyForm), status: 410 };
      return page({ token: "", next, email: null, error: null }, gone);
    } catch (thrown) {
      const outcome = outcomeOf(thrown, "");
      const email = (await services.auth.peekMagicLink(token))?.email ?? null;
      return page({ token, next, email, error: outcome.error }, responseInit(outcome));
    }
  },
});
