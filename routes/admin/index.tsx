import { page } from "fresh";
import { useReader } from "@/components/format_context.ts";
import { define } from "@/define.ts";
import HeaderStrip from "@/islands/admin/HeaderStrip.tsx";
import HealthCard from "@/islands/admin/HealthCard.tsx";
import LiveNow from "@/islands/admin/LiveNow.tsx";
import SyncNow from "@/islands/admin/SyncNow.tsx";
import { KpiStrip } from "./(_components)/KpiStrip.tsx";
import { type Dashboard, loadDashboard } from "./(_components)/load_dashboard.ts";
import { ThisWeek } from "./(_components)/ThisWeek.tsx";
import { Welcome } from "./(_components)/Welcome.tsx";

export default define.page<typeof handler>(function DashboardPage({ data }) {
  return (
    <>
      {data.figures.isFirstRun && <Welcome />}
      <AtAGlance data={data} />
      <KpiStrip figures={data.figures} />
      <div class="grid items-start gap-4 lg:grid-cols-2">
        <div class="grid gap-4">
          <Live data={data} />
          <ThisWeek week={data.week} figures={data.figures} />
        </div>
        <div class="grid gap-4">
          <Sync data={data} />
          <HealthNow data={data} />
        </div>
      </div>
    </>
  );
});

function AtAGlance({ data }: { data: Dashboard }) {
  const { locale, timeZone, now } = useReader();
  return (
    <HeaderStrip
      schedule={data.schedule}
      chargers={data.figures.chargers}
      unread={data.unread}
      locale={locale}
      timeZone={timeZone}
      now={now.toISOString()}
    />
  );
}

function Live({ data }: { data: Dashboard }) {
  const { locale, timeZone } = useReader();
  return <LiveNow sessions={data.sessions} locale={locale} timeZone={timeZone} />;
}

function Sync({ data }: { data: Dashboard }) {
  const { locale, timeZone, now } = useReader();
  return (
    <SyncNow
      run={data.run}
      schedule={data.schedule}
      locale={locale}
      timeZone={timeZone}
      now={now.toISOString()}
    />
  );
}

function HealthNow({ data }: { data: Dashboard }) {
  const { locale, timeZone } = useReader();
  return <HealthCard health={data.health} locale={locale} timeZone={timeZone} />;
}

export const handler = define.handlers({
  async GET({ state }) {
    state.title = "Dashboard";
    return page(await loadDashboard(state.ctx, state.services));
  },
});
