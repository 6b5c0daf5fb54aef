import type { ComponentChildren } from "preact";
import { type Accent, ACCENT_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { Logo } from "./Logo.tsx";
import { SkipLink } from "./SkipLink.tsx";

/** Frame without navigation, one narrow card: signing in, choosing a host, an error page. */
export function PlainShell({ title, accent, lead, footer, children }: {
  title: string;
  /** `cyan` on the admin host, `green` on the customer host. */
  accent: Accent;
  lead?: ComponentChildren;
  footer?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div
      class={cx(
        ACCENT_CLASS[accent],
        "flex min-h-dvh flex-col items-center px-4 py-10 sm:justify-center",
      )}
    >
      <SkipLink />
      <header class="mb-8">
        <a href="/" class="inline-block rounded-md">
          <Logo size={36} />
        </a>
      </header>
      <main
        id="main"
        tabIndex={-1}
        class="w-full max-w-md rounded-xl border border-accent/20 bg-card p-6 shadow-card sm:p-8"
      >
        <h1 class="text-xl font-semibold tracking-tight">{title}</h1>
        {lead && <div class="mt-1 text-sm text-ink-muted">{lead}</div>}
        <div class="mt-6 space-y-4">{children}</div>
      </main>
      {footer && <footer class="mt-6 text-sm text-ink-muted">{footer}</footer>}
    </div>
  );
}
