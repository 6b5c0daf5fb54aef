import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { ScrollText } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import type { SessionView } from "@/lib/charging/mod.ts";
import { SessionTable } from "./SessionTable.tsx";

/** The last sessions, with the way to all of them. */
export function RecentSessions({ sessions }: { sessions: SessionView[] | null }) {
  return (
    <SectionCard
      title="Recent sessions"
      icon={ScrollText}
      flush
      actions={<a href="/sessions" class="text-sm underline underline-offset-2">All sessions</a>}
    >
      {sessions
        ? (
          <SessionTable
            sessions={sessions}
            empty={
              <EmptyState icon={ScrollText} title="No sessions yet">
                Every charge with your card is listed here, with its energy and cost.
              </EmptyState>
            }
          />
        )
        : <ErrorState title="Your sessions could not be read">Reload to try again.</ErrorState>}
    </SectionCard>
  );
}
