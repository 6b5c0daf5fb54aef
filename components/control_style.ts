/** Classes of a text control. 16 px on a phone, because iOS zooms into anything smaller. */
export const CONTROL_CLASS =
  "tap w-full min-w-0 rounded-md border border-border-control bg-card px-3 py-1.5 text-base " +
  "text-ink placeholder:text-ink-muted/80 sm:text-sm disabled:bg-sunken disabled:text-ink-muted " +
  "aria-invalid:border-destructive-rose aria-invalid:border-2 read-only:bg-sunken";
