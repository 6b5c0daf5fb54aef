import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import { emptyForm, responseInit, safeNext } from "@/lib/auth/mod.ts";
import { PasswordForm } from "./(_components)/PasswordForm.tsx";
import { postPassword } from "./(_components)/post_password.ts";

export default define.page<typeof handler>(function AdminLogin({ data }) {
  const { form, next, methods, signedOut } = data;
  const query = next === "/" ? "" : `?${new URLSearchParams({ next })}`;
  return (
    <PlainShell title="Sign in to operations" accent="cyan" lead="For operators of the network.">
      {signedOut && !form.error && <Banner kind="success" title="You are signed out" />}
      {methods.oidc
        ? (
          <LinkButton href={`/login/oidc${query}`} variant="primary" size="lg" wide>
            Sign in with your organisation
          </LinkButton>
        )
        : <PasswordForm email={form.email} error={form.error} next={next} />}
      {methods.oidc && methods.password && (
        <p class="text-center text-sm">
          <a href={`/login/email${query}`} class="underline">Sign in with email instead</a>
        </p>
      )}
    </PlainShell>
  );
});

export const handler = define.handlers({
  GET(ctx) {
    const { services, session } = ctx.state;
    const next = safeNext(ctx.url.searchParams.get("next"));
    const signedOut = ctx.url.searchParams.has("signed_out");
    const methods = services.auth.adminMethods;
    if (session) return ctx.redirect(next, 303);
    // Straight to the provider, but not right after signing out: that would sign in again.
    if (methods.oidc && !methods.password && !signedOut) {
      return ctx.redirect(`/login/oidc?${new URLSearchParams({ next })}`, 302);
    }
    ctx.state.title = "Sign in";
    return page({ form: emptyForm, next, methods, signedOut }, responseInit(emptyForm));
  },
  async POST(ctx) {
    const methods = ctx.state.services.auth.adminMethods;
    const result = await postPassword(ctx.req, ctx.state);
    if (result instanceof Response) return result;
    ctx.state.title = "Sign in";
    return page({ ...result, methods, signedOut: false }, responseInit(result.form));
  },
});
