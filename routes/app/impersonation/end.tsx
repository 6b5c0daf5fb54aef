import { page } from "fresh";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { emptyForm, endImpersonation, responseInit } from "@/lib/auth/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";

/**
 * Shown on the way to the operators' site: a form may not be redirected to another host (CSP
 * `form-action`), so this page goes there by itself.
 */
export default define.page<typeof handler>(function ViewEnded({ data }) {
  const t = useT();
  return (
    <PlainShell title={t("The view is closed")} accent="violet">
      <p>{t("You are being taken back to the operators' site.")}</p>
      <LinkButton href={data.url} wide>{t("Back to the operators' site")}</LinkButton>
    </PlainShell>
  );
});

export const handler = define.handlers({
  /** The banner's way out; without a view it leads home. */
  async POST(ctx) {
    const { state } = ctx;
    await ctx.req.body?.cancel();
    try {
      const { url, setCookies } = await endImpersonation(state.ctx, {
        sessionId: state.session!.id,
      });
      const { headers } = responseInit(emptyForm);
      const out = new Headers(headers);
      out.set("refresh", `0; url=${url}`);
      for (const cookie of setCookies) out.append("set-cookie", cookie);
      state.title = translator(state.language)("The view is closed");
      return page({ url }, { headers: out });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== "conflict") throw error;
      return ctx.redirect("/", 303);
    }
  },
});
