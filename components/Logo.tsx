/** The mark: a star whose lower ray is a bolt. `word` adds the name. */
export function Logo({ word = true, size = 28 }: { word?: boolean; size?: number }) {
  return (
    <span class="inline-flex items-center gap-2.5">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" class="fill-accent-solid" />
        <path d={STAR_BOLT} class="fill-accent-on" />
      </svg>
      {word
        ? <span class="font-semibold tracking-tight">Polaris Express</span>
        : <span class="sr-only">Polaris Express</span>}
    </span>
  );
}

/** Outline of the mark in a box of 32 by 32; static/logo.svg draws the same. */
export const STAR_BOLT = "M16 4l2.1 8.4 7.9 2.1-6.6 2.5-3.9 11 .4-9.3-9.9-4.2 7.9-2.1z";
