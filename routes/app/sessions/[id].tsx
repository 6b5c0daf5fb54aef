import { page } from "fresh";
import { Badge } from "@/components/Badge.tsx";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { formatDuration, formatEnergy, formatMoney, formatPower } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { DateTime } from "@/components/DateTime.tsx";
import { Gauge } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { CHART_WORDS } from "@/islands/chart/chart_words.ts";
import LiveCurve from "@/islands/LiveCurve.tsx";
import { customerScope, stopProgress } from "@/lib/charging/mod.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { readForm } from "@/lib/web/mod.ts";
import { statusOf } from "../(_components)/SessionTable.tsx";
import { CostCard } from "./(_components)/CostCard.tsx";
import { type DriverSession, loadDriverSession } from "./(_components)/load_session.ts";
import { MeterTimeline } from "./(_components)/MeterTimeline.tsx";
import { postStop } from "./(_components)/post_stop.ts";
import { ReceiptActions } from "./(_components)/ReceiptActions.tsx";
import { Running } from "./(_components)/Running.tsx";

export default define.page<typeof handler>(function SessionPage({ data, state }) {
  return (
    <>
      {data.tick
        ? <Running found={data} tick={data.tick} stop={data.stop} isReadOnly={data.isReadOnly} />
        : (
          <>
            <Heading found={data} />
            <Figures found={data} />
          </>
        )}
      <Provisional found={data} />
      <ReceiptActions session={data.session} canMail={!state.session?.impersonatedBy} />
      <Curve found={data} />
      <div class="grid gap-4 sm:gap-6 lg:grid-cols-2 lg:items-start">
        <CostCard cost={data.cost} isLive={data.session.isLive} />
        <MeterTimeline events={data.events} />
      </div>
    </>
  );
});

/** Of an ended session; that its figures may still change is said by `Provisional`. */
function Heading({ found: { session } }: { found: DriverSession }) {
  const t = useT();
  return (
    <div class="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
      {session.isFinalized || session.isLive
        ? <StatusPill kind="session" status={statusOf(session)} />
        : <Badge>{t("Finished")}</Badge>}
      <span>
        {t("{charger}, connector {n}", {
          charger: session.chargerName,
          n: session.connectorId,
        })}
      </span>
      <span>
        <DateTime at={session.startedAt} />
        {session.stoppedAt && (
          <>
            {" – "}
            <DateTime at={session.stoppedAt} show="time" />
          </>
        )}
      </span>
    </div>
  );
}

function Figures({ found }: { found: DriverSession }) {
  const t = useT();
  const reader = useReader();
  const { session, cost, peakPowerW } = found;
  const cents = session.costCents ?? cost?.amountCents ?? null;
  const currency = session.currency ?? cost?.currency ?? null;
  return (
    <StatStrip
      label={t("The session in figures")}
      metrics={[
        { label: t("Energy"), value: formatEnergy(session.energyWh, reader, 3) },
        { label: t("Duration"), value: formatDuration(session.durationMs, reader) },
        { label: t("Cost"), value: currency ? formatMoney(cents, currency, reader) : "—" },
        { label: t("Average power"), value: formatPower(session.averagePowerW, reader) },
        { label: t("Peak power"), value: formatPower(peakPowerW, reader) },
      ]}
    />
  );
}

/** Says when the figures may still change, and why. */
function Provisional({ found: { session } }: { found: DriverSession }) {
  const t = useT();
  const reason = session.flags.includes("manual_stop")
    ? t("The session was ended by hand; the charger may still report its own end.")
    : session.flags.includes("meter_reset")
    ? t("The charger's meter restarted during the session; your operator looks at it.")
    : !session.isLive && !session.isFinalized
    ? t("The final meter reading is still to come.")
    : null;
  if (!reason) return null;
  return <Banner kind="info" title={t("These figures are provisional")}>{reason}</Banner>;
}

function Curve({ found: { session, curve } }: { found: DriverSession }) {
  const t = useT();
  const { locale, timeZone } = useReader();
  const points = curve.map(({ at, powerW, energyWh }) => ({ t: at.getTime(), powerW, energyWh }));
  return (
    <SectionCard title={t("Power and energy")} icon={Gauge}>
      {points.length > 1 || session.isLive
        ? (
          <LiveCurve
            sessionId={session.id}
            waiting={t("The charger has sent fewer than two readings.")}
            label={t("Power and energy of session {id}", { id: session.steveTransactionId })}
            points={points}
            locale={locale}
            timeZone={timeZone}
            words={t.words(CHART_WORDS)}
          />
        )
        : (
          <EmptyState icon={Gauge} title={t("No curve to draw")}>
            {t("The charger has sent fewer than two readings.")}
          </EmptyState>
        )}
    </SectionCard>
  );
}

/** SteVe's transaction id of an address. */
function transactionOf(params: Record<string, string>): number {
  if (!/^\d{1,15}$/.test(params.id)) throw notFound("There is no such session.");
  return Number(params.id);
}

export const handler = define.handlers({
  async GET({ params, state }) {
    const transactionId = transactionOf(params);
    const { ctx, services: { steve } } = state;
    const { userId, impersonatedBy } = state.session!;
    state.title = translator(state.language)("Session #{id}", { id: transactionId });
    const found = await loadDriverSession(ctx, { transactionId, userId });
    const [stop, scope] = found.session.isLive
      ? await Promise.all([
        stopProgress(ctx, {
          userId,
          steve,
          chargeBoxId: found.session.chargeBoxId,
          transactionId,
        }),
        customerScope(ctx, userId),
      ])
      : [null, null];
    return page({ ...found, stop, isReadOnly: !scope?.isActive || Boolean(impersonatedBy) });
  },
  async POST({ params, req, state }) {
    await readForm(req);
    return await postStop(state, transactionOf(params));
  },
});
