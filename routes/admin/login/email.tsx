import { page } from "fresh";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import { emptyForm, responseInit, safeNext } from "@/lib/auth/mod.ts";
import { PasswordForm } from "./(_components)/PasswordForm.tsx";
import { postPassword } from "./(_components)/post_password.ts";

/** The way in by password beside single sign-on; it stays open when the provider is down. */
export default define.page<typeof handler>(function AdminEmailLogin({ data }) {
  return (
    <PlainShell
      title="Sign in with e-mail"
      accent="cyan"
      footer={<a href="/login" class="underline">Other ways to sign in</a>}
    >
      <PasswordForm email={data.form.email} error={data.form.error} next={data.next} />
    </PlainShell>
  );
});

export const handler = define.handlers({
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (ctx.state.session) return ctx.redirect(next, 303);
    ctx.state.title = "Sign in with e-mail";
    return page({ form: emptyForm, next }, responseInit(emptyForm));
  },
  async POST(ctx) {
    const result = await postPassword(ctx.req, ctx.state);
    if (result instanceof Response) return result;
    ctx.state.title = "Sign in with e-mail";
    return page(result, responseInit(result.form));
  },
});
