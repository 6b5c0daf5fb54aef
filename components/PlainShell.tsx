import type { ComponentChildren } from "preact";
import { type Accent, ACCENT_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { Logo } from "./Logo.tsx";
import { SkipLink } from "./SkipLink.tsx";

/** Frame without navigation, one card: signing in, choosing a host, an error page. `wide` is for a public
 * page of its own, with `action` (signing in) beside the logo. */
export function PlainShell({ title, accent, lead, footer, wide, action, children }: {
  title: string;
  /** `cyan` on the admin host, `green` on the customer host. */
  accent: Accent;
  lead?: ComponentChildren;
  footer?: ComponentChildren;
  wide?: boolean;
  action?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div
      class={cx(
        ACCENT_CLASS[accent],
        "flex min-h-dvh flex-col items-center px-4",
        wide ? "py-4 sm:py-8" : "py-10 sm:justify-center",
      )}
    >
      <SkipLink />
      <header
        class={cx(
          "flex items-center justify-between gap-4",
          wide ? "mb-4 w-full max-w-3xl sm:mb-6" : "mb-8",
        )}
      >
        <a href="/" class="inline-block rounded-md">
          <Logo size={36} />
        </a>
        {action}
      </header>
      <main
        id="main"
        tabIndex={-1}
        class={cx(
          "w-full rounded-xl border border-accent/20 bg-card shadow-card",
          wide ? "max-w-3xl p-4 sm:p-8" : "max-w-md p-6 sm:p-8",
        )}
      >
        <h1 class="text-xl font-semibold tracking-tight">{title}</h1>
        {lead && <div class="mt-1 text-sm text-ink-muted">{lead}</div>}
        <div class="mt-6 space-y-4">{children}</div>
      </main>
      {footer && <footer class="mt-6 text-sm text-ink-muted">{footer}</footer>}
    </div>
  );
}
