import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { flashCookie, readFlash } from "@/components/flash.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import {
  emptyForm,
  listPasskeys,
  removePasskey,
  renamePasskey,
  responseInit,
  safeNext,
  signedInRedirect,
  textField,
} from "@/lib/auth/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm, refuseImpersonatedWrite, requireStrongSession } from "@/lib/web/mod.ts";
import { PasskeyList } from "../account/(_components)/Passkeys.tsx";

const PATH = "/auth/passkeys";
const SIGN_IN = `/login?${new URLSearchParams({ next: PATH })}`;

/** The driver's passkeys on a page of their own; the forms of `PasskeyList` post here, too. */
export default define.page<typeof handler>(function PasskeysPage({ data }) {
  const t = useT();
  const { passkeys, flash, isReadOnly, isWeak } = data;
  return (
    <PlainShell title={t("Signing in")} accent="green">
      {flash && <Banner kind={flash.tone} title={flash.text} />}
      <PasskeyList passkeys={passkeys} isReadOnly={isReadOnly} isWeak={isWeak} back={PATH} />
      <LinkButton href="/account" variant="ghost" wide>{t("Back")}</LinkButton>
    </PlainShell>
  );
});

export const handler = define.handlers({
  async GET(ctx) {
    const { session, ctx: service, language } = ctx.state;
    if (!session) return ctx.redirect(SIGN_IN, 303);
    ctx.state.title = translator(language)("Passkeys");
    const passkeys = await listPasskeys(service, { userId: session.userId });
    const flash = readFlash(ctx.req.headers.get("cookie"));
    const isReadOnly = session.impersonatedBy !== undefined;
    const isWeak = session.signedInBy === "scan";
    return page({ passkeys, flash, isReadOnly, isWeak }, responseInit(emptyForm));
  },
  async POST(ctx) {
    const { state } = ctx;
    if (!state.session) return ctx.redirect(SIGN_IN, 303);
    refuseImpersonatedWrite(state);
    const t = translator(state.language);
    const body = await readForm(ctx.req);
    const own = { userId: state.session.userId, id: textField(body, "id") };
    const list = safeNext(textField(body, "back"), PATH);
    const back = (tone: "success" | "error", text: string) =>
      signedInRedirect(list, [flashCookie({ tone, text }, state.services.config)]);
    try {
      if (textField(body, "action") === "remove") {
        requireStrongSession(state);
        await removePasskey(state.ctx, own);
        return back("success", t("The passkey was removed. It signs nobody in any more."));
      }
      await renamePasskey(state.ctx, { ...own, name: textField(body, "name") });
      return back("success", t("The passkey has its new name."));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return back("error", t(error.message));
    }
  },
});
