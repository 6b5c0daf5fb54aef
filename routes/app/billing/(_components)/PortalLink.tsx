import { ExternalLink } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";

/** Leads to the billing system's own pages; `from` is where to return when that fails. */
export function PortalLink({ from }: { from: "/billing" | "/subscription" }) {
  const t = useT();
  return (
    <LinkButton href={`/billing/portal?from=${encodeURIComponent(from)}`}>
      <ExternalLink size={16} aria-hidden="true" />
      {t("Open billing portal")}
    </LinkButton>
  );
}
