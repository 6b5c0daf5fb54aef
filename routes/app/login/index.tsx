import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { define } from "@/define.ts";
import {
  emptyForm,
  outcomeOf,
  readEmail,
  responseInit,
  safeNext,
  textField,
} from "@/lib/auth/mod.ts";
import { readForm } from "@/lib/web/mod.ts";
import { ContactOperator } from "./(_components)/ContactOperator.tsx";
import { LinkForm } from "./(_components)/LinkForm.tsx";

export default define.page<typeof handler>(function Login({ data, state }) {
  const { form, next, notice, mailPage } = data;
  const { config } = state.services;
  return (
    <PlainShell
      title={notice === "sent" ? "Check your mail" : "Sign in"}
      accent="green"
      lead={notice === "sent" ? null : "Your charging, sessions and invoices."}
      footer={<ContactOperator email={config.OPERATOR_CONTACT_EMAIL} />}
    >
      {notice === "sent" && <LinkSent minutes={Math.round(config.MAGIC_LINK_TTL_SECONDS / 60)} />}
      {notice === "sent" && mailPage && (
        <LinkButton href="/dev/mail" variant="primary" wide>
          Open the development mailbox
        </LinkButton>
      )}
      {notice === "signed_out" && <Banner kind="success" title="You are signed out" />}
      {notice === "sent"
        ? (
          <LinkButton href={`/login?${new URLSearchParams({ next })}`} wide>
            Use another address
          </LinkButton>
        )
        : <LinkForm email={form.email} error={form.error} next={next} />}
    </PlainShell>
  );
});

/** The same words whether the address is known or not. */
function LinkSent({ minutes }: { minutes: number }) {
  return (
    <Banner kind="success" title="If we know this address, a link is on its way">
      Open the mail on this device and press the button in it. The link works once and for {minutes}
      {" "}
      minutes. Nothing there? Look in the spam folder.
    </Banner>
  );
}

export const handler = define.handlers({
  GET(ctx) {
    const { services, session } = ctx.state;
    const query = ctx.url.searchParams;
    const next = safeNext(query.get("next"));
    if (session) return ctx.redirect(next, 303);
    const notice = query.has("sent") ? "sent" : query.has("signed_out") ? "signed_out" : null;
    const mailPage = !services.mail.sends && !services.config.isProduction;
    ctx.state.title = "Sign in";
    return page({ form: emptyForm, next, notice, mailPage }, responseInit(emptyForm));
  },
  async POST(ctx) {
    const { services, clientIp: ip, requestId } = ctx.state;
    const body = await readForm(ctx.req);
    const next = safeNext(textField(body, "next"));
    const { email, error } = readEmail(body);
    let form = { ...emptyForm, email, error };
    if (!error) {
      try {
        await services.auth.requestMagicLink({ headers: ctx.req.headers, ip, requestId }, {
          email,
          next,
        });
        return ctx.redirect(`/login?${new URLSearchParams({ sent: "1", next })}`, 303);
      } catch (thrown) {
        form = outcomeOf(thrown, email);
      }
    }
    ctx.state.title = "Sign in";
    const init = responseInit(error ? { ...form, status: 400 } : form);
    return page({ form, next, notice: null, mailPage: false }, init);
  },
});
