import { page } from "fresh";
import { BarChart } from "@/components/BarChart.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { useReader } from "@/components/format_context.ts";
import { ChartColumn, Download } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { readerZone } from "@/components/reader_zone.ts";
import { StatStrip } from "@/components/StatStrip.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { carbonOf, type UsageFigures, usageYear, usageYears } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { CarbonNote } from "../(_components)/CarbonNote.tsx";
import {
  formatMeasure,
  type Measure,
  MEASURE_NAMES,
  type MeasureContext,
  measured,
  MEASURES,
} from "./(_components)/measures.ts";
import { Split } from "./(_components)/Split.tsx";

const PATH = "/usage";

interface Choice {
  /** Null: all years side by side. */
  year: number | null;
  measure: Measure;
}

export default define.page<typeof handler>(function UsagePage({ data }) {
  const { choice, years, total, bars, cards, costCentres, carbon, gridGPerKwh } = data;
  const t = useT();
  const context: MeasureContext = { gridGPerKwh, currency: total.currency };
  return (
    <>
      <Figures figures={total} context={context} />
      <PageCard
        description={
          <Tabs
            label={t("Year")}
            tabs={[
              ...years.map((year) => ({
                label: String(year),
                href: hrefOf({ ...choice, year }),
                current: choice.year === year,
              })),
              {
                label: t("All years"),
                href: hrefOf({ ...choice, year: null }),
                current: choice.year === null,
              },
            ]}
          />
        }
        actions={<Export year={choice.year} />}
      >
        <Tabs
          label={t("What to show")}
          tabs={MEASURES.map((measure) => ({
            label: t(MEASURE_NAMES[measure]),
            href: hrefOf({ ...choice, measure }),
            current: choice.measure === measure,
          }))}
        />
        {total.sessions === 0
          ? (
            <EmptyState icon={ChartColumn} title={t("Nothing was charged then")}>
              {t("Every charge with your cards counts here.")}
            </EmptyState>
          )
          : <Chart choice={choice} bars={bars} context={context} />}
        {carbon.emittedG > 0 && <CarbonNote carbon={carbon} />}
        <p class="text-xs text-ink-muted">
          {t(
            "CO₂ is counted with {grams} g per kWh of the grid. Costs are estimates until invoiced.",
            {
              grams: gridGPerKwh,
            },
          )}
        </p>
      </PageCard>
      {choice.year !== null && (
        <div class="grid gap-4 sm:gap-6">
          <Split
            title={t("By card")}
            firstHeader={t("Card")}
            nameless={t("Unnamed card")}
            parts={cards}
            totalWh={total.energyWh}
            empty={<EmptyState title={t("No card was used")} />}
          />
          <Split
            title={t("By cost centre")}
            firstHeader={t("Cost centre")}
            nameless={t("Without a cost centre")}
            parts={costCentres}
            totalWh={total.energyWh}
            empty={<EmptyState title={t("No card was used")} />}
          />
        </div>
      )}
    </>
  );
});

function Figures({ figures, context }: { figures: UsageFigures; context: MeasureContext }) {
  const t = useT();
  const reader = useReader();
  return (
    <StatStrip
      label={t("Your usage at a glance")}
      metrics={MEASURES.map((measure) => ({
        label: t(MEASURE_NAMES[measure]),
        value: formatMeasure(measure, measured(measure, figures, context), context, reader),
      }))}
    />
  );
}

function Chart({ choice, bars, context }: {
  choice: Choice;
  bars: (UsageFigures & { at: string })[];
  context: MeasureContext;
}) {
  const t = useT();
  const reader = useReader();
  const { measure, year } = choice;
  const name = t(MEASURE_NAMES[measure]);
  const month = new Intl.DateTimeFormat(reader.locale, { month: "short", timeZone: "UTC" });
  return (
    <BarChart
      label={year === null
        ? t("{measure} per year", { measure: name })
        : t("{measure} per month of {year}", { measure: name, year })}
      labelHeader={year === null ? t("Year") : t("Month")}
      valueHeader={name}
      bars={bars.map(({ at, ...figures }) => ({
        label: year === null ? at : month.format(new Date(`${at}T12:00:00Z`)),
        value: measured(measure, figures, context),
      }))}
      format={(value) => formatMeasure(measure, value, context, reader)}
    />
  );
}

function Export({ year }: { year: number | null }) {
  const t = useT();
  const query = new URLSearchParams({ format: "csv" });
  if (year !== null) {
    query.set("from", `${year}-01-01`);
    query.set("to", `${year}-12-31`);
  }
  return (
    <LinkButton href={`/sessions/export?${query}`} download>
      <Download size={16} aria-hidden="true" />
      {t("Sessions as CSV")}
    </LinkButton>
  );
}

/** Address of the page; this year's energy is what it shows without a query. */
function hrefOf({ year, measure }: Choice): string {
  const query = new URLSearchParams({ year: year === null ? "all" : String(year) });
  if (measure !== "energy") query.set("show", measure);
  return `${PATH}?${query}`;
}

/** What was asked for; anything else is this year's energy. */
function choiceOf(query: URLSearchParams, thisYear: number): Choice {
  const asked = query.get("year") ?? "";
  const year = /^20\d\d$/.test(asked) && Number(asked) <= thisYear ? Number(asked) : thisYear;
  return {
    year: asked === "all" ? null : year,
    measure: MEASURES.find((measure) => measure === query.get("show")) ?? "energy",
  };
}

export const handler = define.handlers({
  async GET({ req, state, url }) {
    state.title = translator(state.language)("Usage");
    const { ctx } = state;
    const { userId } = state.session!;
    const timeZone = readerZone(req.headers.get("cookie"));
    const thisYear = Number(
      new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(ctx.clock.now()),
    );
    const choice = choiceOf(url.searchParams, thisYear);
    const [one, all] = await Promise.all([
      usageYear(ctx, { userId, year: choice.year ?? thisYear, timeZone }),
      choice.year === null ? usageYears(ctx, { userId, timeZone }) : null,
    ]);
    const total = all?.total ?? one.total;
    const gridGPerKwh = ctx.config.CO2_GRID_G_PER_KWH;
    return page({
      choice,
      total,
      years: one.years,
      bars: all
        ? all.years.map(({ year, ...figures }) => ({ at: String(year), ...figures }))
        : one.months.map(({ month, ...figures }) => ({ at: month, ...figures })),
      cards: one.cards,
      costCentres: one.costCentres,
      carbon: carbonOf(total.energyWh, gridGPerKwh),
      gridGPerKwh,
    });
  },
});
