/** Shows that a summary opens; the base styles hide the browser's own marker. */
export function SummaryMarker() {
  return (
    <span
      aria-hidden="true"
      class="mr-1 inline-block text-ink-muted [details[open]>summary>&]:rotate-90"
    >
      ▸
    </span>
  );
}
