import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import { outcomeOf, responseInit } from "@/lib/auth/mod.ts";

/** Shown only when the provider cannot be reached; otherwise this address redirects to it. */
export default define.page<typeof handler>(function OidcUnavailable({ data }) {
  return (
    <PlainShell title="Single sign-on does not answer" accent="cyan">
      <Banner kind="error" title="You are not signed in">{data.form.error}</Banner>
      <LinkButton href={data.again} variant="primary" size="lg" wide>Try again</LinkButton>
      <p class="text-center text-sm">
        <a href="/login/email" class="underline">Sign in with email instead</a>
      </p>
    </PlainShell>
  );
});

export const handler = define.handlers({
  async GET(ctx) {
    const { services, clientIp: ip, requestId } = ctx.state;
    const next = ctx.url.searchParams.get("next");
    try {
      return await services.auth.startOidc({ headers: ctx.req.headers, ip, requestId }, next);
    } catch (error) {
      const form = outcomeOf(error, "");
      ctx.state.title = "Single sign-on does not answer";
      return page({ form, again: `/login/oidc${ctx.url.search}` }, responseInit(form));
    }
  },
});
