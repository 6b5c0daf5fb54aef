import { Download } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";

/** Files of the sessions that the list shows; `query` is the list's, with its question mark. */
export function ExportLinks({ query }: { query: string }) {
  const t = useT();
  const href = (format: "csv" | "pdf") => {
    const params = new URLSearchParams(query);
    params.set("format", format);
    return `/sessions/export?${params}`;
  };
  return (
    <div role="group" aria-label={t("Export these sessions")} class="flex flex-wrap gap-2">
      <LinkButton href={href("csv")} size="sm" download>
        <Download size={16} aria-hidden="true" />
        {t("Export CSV")}
      </LinkButton>
      <LinkButton href={href("pdf")} size="sm" download>
        <Download size={16} aria-hidden="true" />
        {t("Export PDF")}
      </LinkButton>
    </div>
  );
}
