import { type FreshContext, page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define, type State } from "@/define.ts";
import {
  emptyForm,
  heldSessions,
  outcomeOf,
  readEmail,
  responseInit,
  safeNext,
  textField,
} from "@/lib/auth/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm } from "@/lib/web/mod.ts";
import { tapChargers } from "../(_components)/tap_chargers.ts";
import { ContactOperator } from "./(_components)/ContactOperator.tsx";
import { sayOutcome } from "./(_components)/say_outcome.ts";
import { WaysIn } from "./(_components)/WaysIn.tsx";

export default define.page<typeof handler>(function Login({ data, state }) {
  const t = useT();
  const { form, next, notice, ways } = data;
  const { config, mail } = state.services;
  const minutes = Math.round(config.MAGIC_LINK_TTL_SECONDS / 60);
  const hasMailPage = !mail.sends && !config.isProduction;
  return (
    <PlainShell
      title={notice === "sent" ? t("Check your mail") : t("Sign in")}
      accent="green"
      lead={notice === "sent" ? null : t("Your charging, sessions and invoices.")}
      footer={<ContactOperator email={config.OPERATOR_CONTACT_EMAIL} />}
    >
      {notice === "sent" && <LinkSent minutes={minutes} />}
      {notice === "sent" && hasMailPage && (
        <LinkButton href="/dev/mail" variant="primary" wide>
          {t("Open the development mailbox")}
        </LinkButton>
      )}
      {notice === "signed_out" && <Banner kind="success" title={t("You are signed out")} />}
      {notice === "sent"
        ? (
          <LinkButton href={`/login?${new URLSearchParams({ next })}`} wide>
            {t("Use another address")}
          </LinkButton>
        )
        : (
          <WaysIn
            {...ways}
            hasMail={mail.sends || hasMailPage}
            email={form.email}
            error={sayOutcome(t, form)}
            next={next}
          />
        )}
    </PlainShell>
  );
});

/** The same words whether the address is known or not. */
function LinkSent({ minutes }: { minutes: number }) {
  const t = useT();
  return (
    <Banner kind="success" title={t("If we know this address, a link is on its way")}>
      {minutes < 120
        ? t.plural(
          minutes,
          "Open the mail on this device and follow its link. It works once and for {n} minute. Nothing there? Look in the spam folder.",
          "Open the mail on this device and follow its link. It works once and for {n} minutes. Nothing there? Look in the spam folder.",
        )
        : t(
          "Open the mail on this device and follow its link. It works once and for {n} hours. Nothing there? Look in the spam folder.",
          { n: Math.floor(minutes / 60) },
        )}
    </Banner>
  );
}

/** Readers and accounts to offer; without a database the e-mail field stands alone. */
async function waysOf({ req, state, url }: FreshContext<State>) {
  const [chargers, held] = await Promise.all([
    tapChargers(state.ctx),
    heldSessions(state.ctx, req.headers),
  ]).catch((error) => {
    state.ctx.log.warning("Ways to sign in could not be read.", { error });
    return [[], []];
  });
  return { chargers, held, chargeBoxId: url.searchParams.get("chargeBoxId") ?? undefined };
}

const NO_WAYS = { chargers: [], held: [], chargeBoxId: undefined };

export const handler = define.handlers({
  async GET(ctx) {
    const { session, language } = ctx.state;
    const query = ctx.url.searchParams;
    const next = safeNext(query.get("next"));
    if (session && !query.has("add")) return ctx.redirect(next, 303);
    const notice = query.has("sent") ? "sent" : query.has("signed_out") ? "signed_out" : null;
    ctx.state.title = translator(language)("Sign in");
    const ways = notice === "sent" ? NO_WAYS : await waysOf(ctx);
    return page({ form: emptyForm, next, notice, ways }, responseInit(emptyForm));
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
    ctx.state.title = translator(ctx.state.language)("Sign in");
    const init = responseInit(error ? { ...form, status: 400 } : form);
    return page({ form, next, notice: null, ways: await waysOf(ctx) }, init);
  },
});
