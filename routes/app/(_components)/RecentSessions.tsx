import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { ScrollText } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { SessionView } from "@/lib/charging/mod.ts";
import { SessionTable } from "./SessionTable.tsx";

/** The last sessions, with the way to all of them. */
export function RecentSessions({ sessions }: { sessions: SessionView[] | null }) {
  const t = useT();
  return (
    <SectionCard
      title={t("Recent sessions")}
      icon={ScrollText}
      flush
      actions={
        <a href="/sessions" class="text-sm underline underline-offset-2">{t("All sessions")}</a>
      }
    >
      <div data-fresh="recent">
        {sessions
          ? (
            <SessionTable
              sessions={sessions}
              empty={
                <EmptyState icon={ScrollText} title={t("No sessions yet")}>
                  {t("Every charge with your card is listed here, with its energy and cost.")}
                </EmptyState>
              }
            />
          )
          : (
            <ErrorState title={t("Your sessions could not be read")}>
              {t("Reload to try again.")}
            </ErrorState>
          )}
      </div>
    </SectionCard>
  );
}
