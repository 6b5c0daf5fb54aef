import { page } from "fresh";
import { readFlash } from "@/components/flash.ts";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { emptyForm, heldSessions, responseInit, safeNext } from "@/lib/auth/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { HeldAccounts } from "../login/(_components)/HeldAccounts.tsx";

/** The account picker: who is signed in in this browser. */
export default define.page<typeof handler>(function Switch({ data }) {
  const t = useT();
  const { sessions, next, flash } = data;
  return (
    <PlainShell
      title={t("Choose an account")}
      accent="green"
      lead={t("Up to five people can be signed in in this browser.")}
    >
      {flash && <Banner kind={flash.tone} title={flash.text} />}
      <HeldAccounts sessions={sessions} next={next} />
      <LinkButton href={`/login?${new URLSearchParams({ add: "1", next })}`} wide>
        {t("Sign in with another account")}
      </LinkButton>
      <LinkButton href="/" variant="ghost" wide>{t("Back")}</LinkButton>
    </PlainShell>
  );
});

export const handler = define.handlers({
  async GET(ctx) {
    const { state, req, url } = ctx;
    const sessions = await heldSessions(state.ctx, req.headers);
    state.title = translator(state.language)("Choose an account");
    const next = safeNext(url.searchParams.get("next"));
    const flash = readFlash(req.headers.get("cookie"));
    return page({ sessions, next, flash }, responseInit(emptyForm));
  },
});
