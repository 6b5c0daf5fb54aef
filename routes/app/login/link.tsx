import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import {
  emptyForm,
  outcomeOf,
  responseInit,
  safeNext,
  signedInRedirect,
  textField,
} from "@/lib/auth/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm } from "@/lib/web/mod.ts";
import { ConfirmLink } from "./(_components)/ConfirmLink.tsx";
import { ContactOperator } from "./(_components)/ContactOperator.tsx";
import { LinkForm } from "./(_components)/LinkForm.tsx";
import { sayOutcome } from "./(_components)/say_outcome.ts";

/** Where the link of a mail leads. Opening it changes nothing: mail scanners open links too. */
export default define.page<typeof handler>(function SignInLink({ data, state }) {
  const t = useT();
  const { token, next, email, failure } = data;
  const error = failure && sayOutcome(t, failure);
  return (
    <PlainShell
      title={email ? t("Sign in") : t("This link no longer works")}
      accent="green"
      footer={<ContactOperator email={state.services.config.OPERATOR_CONTACT_EMAIL} />}
    >
      {error && <Banner kind="error" title={t("You are not signed in")}>{error}</Banner>}
      {email
        ? <ConfirmLink token={token} next={next} email={email} />
        : state.session && !error
        ? <SignedInAlready next={next} />
        : (
          <>
            {!error && (
              <Banner kind="warning" title={t("It was used already, or its time is over")}>
                {t("Each link works once. Ask for a new one below.")}
              </Banner>
            )}
            <LinkForm email="" error={null} next={next} />
          </>
        )}
    </PlainShell>
  );
});

/** Most who open a link again only want back to where it led them. */
function SignedInAlready({ next }: { next: string }) {
  const t = useT();
  return (
    <>
      <Banner kind="info" title={t("You are signed in already.")} />
      <LinkButton href={next} variant="primary" wide>{t("Go on")}</LinkButton>
      <LinkButton href={`/login?${new URLSearchParams({ add: "1", next })}`} wide>
        {t("Sign in with another account")}
      </LinkButton>
    </>
  );
}

export const handler = define.handlers({
  async GET(ctx) {
    const query = ctx.url.searchParams;
    const token = query.get("token") ?? "";
    const pending = await ctx.state.services.auth.peekMagicLink(token);
    ctx.state.title = translator(ctx.state.language)("Sign in");
    return page(
      { token, next: safeNext(query.get("next")), email: pending?.email ?? null, failure: null },
      { ...responseInit(emptyForm), status: pending ? 200 : 410 },
    );
  },
  async POST(ctx) {
    const { services, clientIp: ip, requestId } = ctx.state;
    const body = await readForm(ctx.req);
    const token = textField(body, "token");
    const next = safeNext(textField(body, "next"));
    ctx.state.title = translator(ctx.state.language)("Sign in");
    try {
      const info = { headers: ctx.req.headers, ip, requestId };
      const result = await services.auth.signInWithMagicLink(info, token);
      if (result.ok) return signedInRedirect(next, result.setCookies);
      const gone = { ...responseInit(emptyForm), status: 410 };
      return page({ token: "", next, email: null, failure: null }, gone);
    } catch (thrown) {
      const outcome = outcomeOf(thrown, "");
      const email = (await services.auth.peekMagicLink(token))?.email ?? null;
      return page({ token, next, email, failure: outcome }, responseInit(outcome));
    }
  },
});
