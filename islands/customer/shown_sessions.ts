import { signal } from "@preact/signals";

/** Sessions that stand on the page with their figures, by transaction id: nothing else need announce them. */
export const shownSessions = signal<ReadonlySet<number>>(new Set());
