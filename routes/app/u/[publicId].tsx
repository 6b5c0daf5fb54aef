import { HttpError, page } from "fresh";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { emptyForm, responseInit } from "@/lib/auth/mod.ts";
import { isPublicId } from "@/lib/platform/ids.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { ContactOperator } from "../login/(_components)/ContactOperator.tsx";

/** The code of a printed card, opened in a browser. The same page whether the id exists or not. */
export default define.page<typeof handler>(function PrintedCard({ state }) {
  const t = useT();
  return (
    <PlainShell
      title={t("This code is for the app")}
      accent="green"
      footer={<ContactOperator email={state.services.config.OPERATOR_CONTACT_EMAIL} />}
    >
      <p>
        {t("The code on your card signs you in to the app on your phone. Scan it there.")}
      </p>
      <p class="text-sm text-ink-muted">
        {t(
          "In the browser you sign in by e-mail, by a passkey, or by tapping the card at a charger.",
        )}
      </p>
      <LinkButton href="/login" variant="primary" size="lg" wide>
        {t("Sign in in the browser")}
      </LinkButton>
    </PlainShell>
  );
});

export const handler = define.handlers({
  GET(ctx) {
    if (!isPublicId(ctx.params.publicId)) throw new HttpError(404);
    ctx.state.title = translator(ctx.state.language)("This code is for the app");
    return page({}, responseInit(emptyForm));
  },
});
