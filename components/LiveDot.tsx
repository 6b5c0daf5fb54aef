/** A pulsing dot in the accent. It means "changing right now" and stands beside a word. */
export function LiveDot() {
  return (
    <span aria-hidden="true" class="live-dot relative inline-flex size-2 rounded-pill bg-accent" />
  );
}
