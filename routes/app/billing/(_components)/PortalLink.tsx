import type { ButtonVariant } from "@/components/button_style.ts";
import { ExternalLink } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";

/** Leads to the billing system's own pages; `from` is where to return when that fails. */
export function PortalLink({ from, label, variant }: {
  from: string;
  /** "Open billing portal" unless said. */
  label?: string;
  variant?: ButtonVariant;
}) {
  const t = useT();
  return (
    <LinkButton href={`/billing/portal?from=${encodeURIComponent(from)}`} variant={variant}>
      <ExternalLink size={16} aria-hidden="true" />
      {label ?? t("Open billing portal")}
    </LinkButton>
  );
}
