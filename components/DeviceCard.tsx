import type { ComponentChildren } from "preact";
import { CapabilityPill } from "./CapabilityPill.tsx";
import { cx } from "./class_names.ts";
import { type Icon, PlugZap } from "./icons.ts";
import { PublicId } from "./PublicId.tsx";
import { StatusPill } from "./StatusPill.tsx";

/** A charger or reader in a grid. `status` is a charger status word or `online`/`offline`; `facts`
 * is one quiet line; `action` stays above the card's own link. */
export function DeviceCard(
  { href, name, publicId, status, capabilities = [], facts, action, icon: Glyph = PlugZap, dim }: {
    href: string;
    name: string;
    publicId?: string;
    status: string | null;
    capabilities?: string[];
    facts?: ComponentChildren;
    action?: ComponentChildren;
    icon?: Icon;
    /** Offline things step back. */
    dim?: boolean;
  },
) {
  return (
    <article class="relative flex min-w-0 flex-col gap-3 rounded-lg border border-border-subtle bg-card p-4 transition-colors hover:border-accent/50">
      <div class="flex items-start gap-3">
        <span
          class={cx(
            "inline-flex size-10 shrink-0 items-center justify-center rounded-md border border-accent/20 bg-accent/8 text-accent-ink",
            dim && "accent accent-muted",
          )}
        >
          <Glyph size={20} aria-hidden="true" />
        </span>
        <div class="min-w-0 flex-1">
          <h3 class="truncate font-medium">
            <a href={href} class="row-link rounded-lg">{name}</a>
          </h3>
          {publicId && (
            <p class="text-xs">
              <PublicId id={publicId} />
            </p>
          )}
        </div>
        <StatusPill kind="charger" status={status} />
      </div>
      {capabilities.length > 0 && (
        <div class="flex flex-wrap gap-1.5">
          {capabilities.map((name) => <CapabilityPill key={name} capability={name} />)}
        </div>
      )}
      {facts && <div class="text-sm text-ink-muted">{facts}</div>}
      {action && <div class="relative z-10 mt-auto flex gap-2">{action}</div>}
    </article>
  );
}
