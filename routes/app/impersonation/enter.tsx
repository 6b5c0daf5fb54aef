import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { emptyForm, enterImpersonation, responseInit, signedInRedirect } from "@/lib/auth/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { tellViewed } from "../auth/(_components)/notices.ts";

/** Shown when the address of a view does not open it; the view itself begins at home. */
export default define.page<typeof handler>(function EnterFailed({ data, state }) {
  const t = useT();
  return (
    <PlainShell title={t("The view did not open")} accent="violet">
      <Banner kind="warning" title={data.failure} />
      <LinkButton href={state.services.config.adminUrl} wide>
        {t("Back to the operators' site")}
      </LinkButton>
    </PlainShell>
  );
});

export const handler = define.handlers({
  async GET(ctx) {
    const { state, req, url } = ctx;
    const adminUserId = url.searchParams.get("by") ?? "";
    const token = url.searchParams.get("token") ?? "";
    const t = translator(state.language);
    try {
      const input = { adminUserId, token, headers: req.headers };
      const { setCookies } = await enterImpersonation(state.ctx, input, tellViewed);
      return signedInRedirect("/", setCookies);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      state.title = t("The view did not open");
      const status = error.kind === "conflict" ? 409 : 410;
      return page({ failure: t(error.message) }, { ...responseInit(emptyForm), status });
    }
  },
});
