import { Badge } from "@/components/Badge.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ShieldCheck } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { type Capabilities, CAPABILITY_TEXTS } from "./capabilities.ts";

/** What this SteVe can do, found out at run time, and what follows from it. */
export function CapabilityCard({ capabilities }: { capabilities: Capabilities | null }) {
  return (
    <SectionCard
      title="What this SteVe can do"
      icon={ShieldCheck}
      description="Found out before each full run."
    >
      {capabilities
        ? (
          <ul class="divide-y divide-border-subtle/60">
            {CAPABILITY_TEXTS.map(({ key, label, withIt, without }) => (
              <li key={key} class="flex items-start justify-between gap-4 py-2 text-sm">
                <span class="min-w-0">
                  <span class="block font-medium">{label}</span>
                  <span class="block text-ink-muted">{capabilities[key] ? withIt : without}</span>
                </span>
                <Badge tone={capabilities[key] ? "success" : "neutral"}>
                  {capabilities[key] ? "Yes" : "No"}
                </Badge>
              </li>
            ))}
          </ul>
        )
        : (
          <EmptyState icon={ShieldCheck} title="Not found out yet">
            The first run that reaches SteVe tells.
          </EmptyState>
        )}
    </SectionCard>
  );
}
