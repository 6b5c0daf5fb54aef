import { EmptyState } from "@/components/EmptyState.tsx";
import { ReceiptText } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { useT } from "@/components/translate.ts";

/** For drivers who were never billed. `contact` is the operator's address. */
export function NoAccount({ title, contact }: { title: string; contact: string | undefined }) {
  const t = useT();
  return (
    <div class="rounded-xl border border-border-subtle bg-card">
      <EmptyState
        icon={ReceiptText}
        title={title}
        action={contact && (
          <LinkButton href={`mailto:${contact}`}>{t("Contact operator")}</LinkButton>
        )}
      >
        {t("Your operator opens one for you when your first card is linked.")}
      </EmptyState>
    </div>
  );
}
