import type { ComponentChildren } from "preact";
import { TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { TriangleAlert } from "./icons.ts";
import { useT } from "./translate.ts";

/** Something could not be shown. `children` says what to do next; the request id is what an
 * operator searches the log for. */
export function ErrorState({ title, children, requestId, action }: {
  title: string;
  children?: ComponentChildren;
  requestId?: string;
  action?: ComponentChildren;
}) {
  const t = useT();
  return (
    <div
      role="alert"
      data-failed
      class={cx(TONE_CLASS.error, "flex flex-col items-center gap-2 px-4 py-10 text-center")}
    >
      <span class="mb-1 inline-flex size-12 items-center justify-center rounded-pill border border-accent/30 bg-accent/8 text-accent-ink">
        <TriangleAlert size={22} aria-hidden="true" />
      </span>
      <p class="font-medium">{title}</p>
      {children && <div class="max-w-prose text-sm text-ink-muted">{children}</div>}
      {requestId && (
        <p class="text-xs text-ink-muted">
          {t("Request")} <code class="font-mono text-ink">{requestId}</code>
        </p>
      )}
      {action && <div class="mt-3">{action}</div>}
    </div>
  );
}
