import { Button } from "@/components/Button.tsx";
import { Download, ShieldCheck, Trash2 } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { DeletionRequest } from "@/lib/account/mod.ts";
import { DeletionNotice } from "../../(_components)/DeletionNotice.tsx";

/** A copy of all data, and the way out. */
export function DataCard({ deletion, contact, isWeak }: {
  deletion: DeletionRequest | null;
  contact: string | undefined;
  /** Signed in by a tap: data and account are out of reach. */
  isWeak: boolean;
}) {
  const t = useT();
  return (
    <SectionCard
      title={t("Your data")}
      icon={ShieldCheck}
      description={t("Everything we keep about you, to take along or to have erased.")}
    >
      {deletion && (
        <div class="pb-4">
          <DeletionNotice
            deletion={deletion}
            action={
              <form method="post" action="/account/delete">
                <Button name="action" value="withdraw">{t("Keep my account")}</Button>
              </form>
            }
          />
        </div>
      )}
      {isWeak && (
        <p class="pb-3 text-sm text-ink-muted">
          {t("You signed in with a card. For this, sign in by mail or passkey.")}
        </p>
      )}
      <div class={isWeak ? "hidden" : "flex flex-wrap gap-3"}>
        <LinkButton href="/api/customer/export" download>
          <Download size={16} aria-hidden="true" />
          {t("Download my data")}
        </LinkButton>
        {!deletion && (
          <LinkButton href="/account/delete" variant="ghost">
            <Trash2 size={16} aria-hidden="true" />
            {t("Delete my account")}
          </LinkButton>
        )}
      </div>
      {contact && (
        <p class="pt-3 text-sm text-ink-muted">
          {t("Questions about your data?")}{" "}
          <a
            href={`mailto:${contact}?subject=${encodeURIComponent(t("Question about my data"))}`}
            class="underline underline-offset-2"
          >
            {t("Write to your operator")}
          </a>
        </p>
      )}
    </SectionCard>
  );
}
