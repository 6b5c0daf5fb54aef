import { page } from "fresh";
import { LinkButton } from "@/components/LinkButton.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { PageCard } from "@/components/PageCard.tsx";
import { readerZone } from "@/components/reader_zone.ts";
import { useT } from "@/components/translate.ts";
import { define } from "@/define.ts";
import { exportCsv, type ExportFilter, exportPdf } from "@/lib/billing/mod.ts";
import { invalid } from "@/lib/platform/errors.ts";
import { msg, translator } from "@/lib/platform/i18n/translate.ts";
import { countDocument, periodOf, periodProblem, queryOf, readQuery } from "@/lib/web/mod.ts";
import { pdfResponse } from "../billing/(_components)/pdf_response.ts";
import { ownSessionFilters } from "./(_components)/own_session_filters.ts";
import { documentReader } from "./(_components)/document_reader.ts";

/** Shown instead of a file when the filters contradict each other; they can be put right in the list. */
export default define.page<typeof handler>(function NoExport({ data }) {
  const t = useT();
  return (
    <PageCard>
      <ErrorState
        title={t(data.problem)}
        action={<LinkButton href={data.listHref}>{t("Change the filters")}</LinkButton>}
      >
        {t("There is nothing to export for these days.")}
      </ErrorState>
    </PageCard>
  );
});

/** `format=csv|pdf`, the list's own filters, `card` (id of one of the driver's), `bom=0` for a bare CSV. */
export const handler = define.handlers({
  async GET({ req, state, url }) {
    await countDocument(state);
    const query = url.searchParams;
    const filters = readQuery(ownSessionFilters, query);
    const problem = periodProblem(filters);
    if (problem) {
      state.title = translator(state.language)("Sessions");
      return page({ problem, listHref: `/sessions${queryOf(filters)}` }, { status: 400 });
    }
    const filter: ExportFilter = {
      userId: state.session!.userId,
      status: filters.status,
      ...periodOf(filters, readerZone(req.headers.get("cookie"))),
      ...(filters.card ? { mappingId: Number(filters.card) } : {}),
    };
    const reader = documentReader(req, state);
    const stem = `sessions-${state.ctx.clock.now().toISOString().slice(0, 10)}`;
    switch (query.get("format") ?? "csv") {
      case "csv":
        // Spreadsheets read UTF-8 only when the mark says so.
        return new Response(
          exportCsv(state.ctx, filter, { reader, bom: query.get("bom") !== "0" }),
          {
            headers: {
              "content-type": "text/csv; charset=utf-8",
              "content-disposition": `attachment; filename="${stem}.csv"`,
            },
          },
        );
      case "pdf":
        return pdfResponse({
          bytes: await exportPdf(state.ctx, filter, { reader }),
          fileName: `${stem}.pdf`,
        });
      default:
        throw invalid(msg("Choose csv or pdf as the format."));
    }
  },
});
