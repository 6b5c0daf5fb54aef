import { page } from "fresh";
import { Banner } from "@/components/Banner.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { useReader } from "@/components/format_context.ts";
import { Gauge, Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { define } from "@/define.ts";
import LiveCurve from "@/islands/LiveCurve.tsx";
import LiveSessionCard from "@/islands/admin/LiveSessionCard.tsx";
import { FLAG_TEXTS, type SessionView } from "@/lib/charging/mod.ts";
import { BillingEvents } from "./(_components)/BillingEvents.tsx";
import { loadSession, type SessionPageData } from "./(_components)/load_session.ts";
import { SessionFacts } from "./(_components)/SessionFacts.tsx";
import { statusOf } from "./(_components)/SessionTable.tsx";

export default define.page<typeof handler>(function SessionPage({ data }) {
  const { id, found } = data;
  if (!found) return <UnknownSession id={id} />;
  return (
    <>
      <Heading session={found.session} />
      <LiveCard found={found} />
      <Flags session={found.session} />
      <SessionFacts {...found} />
      <Curve found={found} />
      <BillingEvents events={found.events} continuity={found.continuity} />
    </>
  );
});

function Heading({ session }: { session: SessionView }) {
  return (
    <div class="flex flex-wrap items-center gap-3">
      <StatusPill kind="session" status={statusOf(session)} />
      <p class="text-sm text-ink-muted">
        {session.chargerName}, connector {session.connectorId}
        {!session.isLive && !session.isFinalized &&
          ". SteVe has ended it; the final billing event is still to come."}
      </p>
    </div>
  );
}

function LiveCard({ found }: { found: SessionPageData }) {
  const { locale, timeZone } = useReader();
  if (!found.tick) return null;
  return <LiveSessionCard session={found.tick} locale={locale} timeZone={timeZone} />;
}

/** What is remarkable about the session, in plain words. */
function Flags({ session }: { session: SessionView }) {
  if (session.flags.length === 0) return null;
  return (
    <Banner kind="warning" title="Worth a look">
      <ul class="list-disc space-y-0.5 pl-5">
        {session.flags.map((flag) => (
          <li key={flag}>
            <span class="font-medium">{FLAG_TEXTS[flag].label}.</span> {FLAG_TEXTS[flag].meaning}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function Curve({ found }: { found: SessionPageData }) {
  const { locale, timeZone } = useReader();
  const points = (found.curve ?? []).map(({ at, powerW, energyWh }) => ({
    t: at.getTime(),
    powerW,
    energyWh,
  }));
  return (
    <SectionCard title="Power and energy" icon={Gauge} accent="emerald">
      {points.length > 1 || (found.curve !== null && found.session.isLive)
        ? (
          <LiveCurve
            sessionId={found.session.id}
            label={`Power and energy of session ${found.session.steveTransactionId}`}
            points={points}
            waiting="The charger has sent fewer than two readings."
            locale={locale}
            timeZone={timeZone}
          />
        )
        : (
          <EmptyState icon={Gauge} title="No curve to draw">
            {found.curve === null
              ? "The readings could not be loaded. Reload to try again."
              : "The charger has sent fewer than two readings."}
          </EmptyState>
        )}
    </SectionCard>
  );
}

function UnknownSession({ id }: { id: string }) {
  return (
    <SectionCard title={`Session ${id}`} actions={<StatusPill kind="session" status="unknown" />}>
      <EmptyState
        icon={Search}
        title="This session is not known here"
        action={<LinkButton href="/transactions">All sessions</LinkButton>}
      >
        SteVe may know it already: a sync reads new sessions within minutes.
      </EmptyState>
    </SectionCard>
  );
}

export const handler = define.handlers({
  async GET({ params, state }) {
    const id = params.id.slice(0, 20);
    const found = /^\d{1,15}$/.test(id) ? await loadSession(state.ctx, Number(id)) : null;
    state.title = `Session ${id}`;
    return page({ id, found }, { status: found ? 200 : 404 });
  },
});
