import { type FreshContext, page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PlainShell } from "@/components/PlainShell.tsx";
import { useT } from "@/components/translate.ts";
import { define, type State } from "@/define.ts";
import { SCAN_WORDS } from "@/islands/customer/scan_words.ts";
import ScanSignIn from "@/islands/customer/ScanSignIn.tsx";
import {
  armScan,
  browserMark,
  emptyForm,
  outcomeOf,
  pairingQuery,
  responseInit,
  safeNext,
  scanState,
  textField,
} from "@/lib/auth/mod.ts";
import { findTapCharger } from "@/lib/charging/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm } from "@/lib/web/mod.ts";
import { tapChargers } from "../../(_components)/tap_chargers.ts";
import { seeOther } from "../../(_components)/see_other.ts";
import { ContactOperator } from "../../login/(_components)/ContactOperator.tsx";
import { sayOutcome } from "../../login/(_components)/say_outcome.ts";
import { ScanProgress } from "../(_components)/ScanProgress.tsx";
import { scanFailure } from "../(_components)/scan_failures.ts";

/** Where the QR code of a charger leads, and where signing in by a tap goes on without a script. */
export default define.page<typeof handler>(function ScanPage({ data, state }) {
  const t = useT();
  const { chargers, chargeBoxId, next, failure, progress } = data;
  const login = `/login?${new URLSearchParams({ next })}`;
  const isOff = state.services.config.TAP_SIGN_IN === "off";
  const chosen = chargers.find(({ deviceId }) => deviceId === chargeBoxId);
  return (
    <PlainShell
      title={t("Tap your card to sign in")}
      accent="green"
      lead={chosen ? t("At the charger {name}", { name: chosen.label }) : null}
      footer={<ContactOperator email={state.services.config.OPERATOR_CONTACT_EMAIL} />}
    >
      {failure && <Banner kind="warning" title={failure} />}
      {isOff && !failure && (
        <Banner kind="info" title={t("Signing in with a card is switched off here.")} />
      )}
      {!isOff && chargeBoxId && !chosen && !failure && (
        <Banner
          kind="warning"
          title={t("This charger is not connected at the moment. Choose another.")}
        />
      )}
      {progress
        ? <ScanProgress {...progress} label={chosen?.label ?? progress.chargeBoxId} next={next} />
        : chargers.length > 0 && (
          <ScanSignIn
            chargers={(chosen ? [chosen] : chargers).map(({ deviceId, label }) => ({
              id: deviceId,
              label,
            }))}
            selected={chargeBoxId}
            next={next}
            isPrimary
            words={t.words(SCAN_WORDS)}
          />
        )}
      <LinkButton href={login} wide>{t("Sign in another way")}</LinkButton>
    </PlainShell>
  );
});

async function viewOf(ctx: FreshContext<State>, chargeBoxId: string | undefined) {
  ctx.state.title = translator(ctx.state.language)("Tap your card to sign in");
  return { chargeBoxId, chargers: await tapChargers(ctx.state.ctx) };
}

/** The page asks again by itself while it waits; a browser without scripts does so, too. */
const EVERY_SEC = "2";

export const handler = define.handlers({
  async GET(ctx) {
    const query = ctx.url.searchParams;
    const next = safeNext(query.get("next"));
    if (ctx.state.session) return ctx.redirect(next, 303);
    const chargeBoxId = query.get("chargeBoxId")?.slice(0, 255) || undefined;
    const view = await viewOf(ctx, chargeBoxId);
    const init = responseInit(emptyForm);
    const t = translator(ctx.state.language);
    const failed = scanFailure(query.get("failed"));
    const failure = failed && t(failed);
    const named = pairingQuery.safeParse({ chargeBoxId, pairingCode: query.get("pairingCode") });
    if (!chargeBoxId || !named.success) {
      return page({ ...view, next, failure, progress: null }, init);
    }
    const { pairingCode } = named.data;
    const scan = await scanState(ctx.state.ctx, named.data);
    if (scan.status === "over") {
      return page({ ...view, next, failure: t(scanFailure("late")!), progress: null }, init);
    }
    const headers = new Headers(init.headers);
    if (scan.status === "waiting") headers.set("refresh", EVERY_SEC);
    const progress = { chargeBoxId, pairingCode, scan, nowMs: ctx.state.ctx.clock.nowMs() };
    return page({ ...view, next, failure, progress }, { headers });
  },
  async POST(ctx) {
    const { state } = ctx;
    const body = await readForm(ctx.req);
    const chargeBoxId = textField(body, "chargeBoxId").slice(0, 255);
    const next = safeNext(textField(body, "next"));
    const t = translator(state.language);
    if (!chargeBoxId) {
      const view = await viewOf(ctx, undefined);
      return page({ ...view, next, failure: t("Choose a charger"), progress: null }, {
        ...responseInit(emptyForm),
        status: 400,
      });
    }
    try {
      await state.services.auth.countScan(state.clientIp);
      const reader = await findTapCharger(state.ctx, chargeBoxId);
      const { mark, setCookie } = browserMark(ctx.req.headers, state.services.config);
      const { pairingCode } = await armScan(state.ctx, reader, mark);
      const query = new URLSearchParams({ chargeBoxId, pairingCode, next });
      return seeOther(state, `/auth/scan?${query}`, undefined, setCookie ? [setCookie] : []);
    } catch (error) {
      const isOwn = error instanceof AppError &&
        (error.kind === "conflict" || error.kind === "not_found");
      const status = isOwn ? (error.kind === "conflict" ? 409 : 404) : undefined;
      const outcome = isOwn ? null : outcomeOf(error, "");
      const failure = outcome ? sayOutcome(t, outcome) : t((error as AppError).message);
      return page({ ...await viewOf(ctx, chargeBoxId), next, failure, progress: null }, {
        ...responseInit(outcome ?? emptyForm),
        status: status ?? outcome?.status,
      });
    }
  },
});
