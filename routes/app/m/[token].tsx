import { HttpError, page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { Smartphone } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { emptyForm, responseInit } from "@/lib/auth/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { ConfirmLink } from "../login/(_components)/ConfirmLink.tsx";
import { ContactOperator } from "../login/(_components)/ContactOperator.tsx";

/** What the app accepts as a token (spec 2.8). */
const TOKEN = /^[A-Za-z0-9_-]{8,128}$/;

/** The app's sign-in link, opened in a browser. Opening it uses nothing up. */
export default define.page<typeof handler>(function AppLink({ data, state }) {
  const t = useT();
  const { token, email } = data;
  return (
    <PlainShell
      title={email ? t("Sign in") : t("This link no longer works")}
      accent="green"
      footer={<ContactOperator email={state.services.config.OPERATOR_CONTACT_EMAIL} />}
    >
      {email
        ? (
          <>
            <p class="text-sm text-ink-muted">
              {t("This link is for the app on your phone. Open it there, or sign in here instead.")}
            </p>
            <LinkButton href={`expchg://m/${token}`} size="lg" wide>
              <Smartphone size={18} aria-hidden="true" />
              {t("Open the app")}
            </LinkButton>
            <ConfirmLink token={token} next="/" email={email} />
          </>
        )
        : (
          <>
            <Banner kind="warning" title={t("It was used already, or its time is over")}>
              {t("Each link works once. Ask for a new one in the app, or sign in here.")}
            </Banner>
            <LinkButton href="/login" wide>{t("Sign in")}</LinkButton>
          </>
        )}
    </PlainShell>
  );
});

export const handler = define.handlers({
  async GET(ctx) {
    const { token } = ctx.params;
    if (!TOKEN.test(token)) throw new HttpError(404);
    const { state } = ctx;
    const pending = await state.services.auth.peekMagicLink(token);
    state.title = translator(state.language)("Sign in");
    return page({ token, email: pending?.email ?? null }, {
      ...responseInit(emptyForm),
      status: pending ? 200 : 410,
    });
  },
});
