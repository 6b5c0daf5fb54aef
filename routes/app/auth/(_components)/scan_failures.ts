import { msg } from "@/lib/platform/i18n/translate.ts";

const FAILURES = {
  card: msg("This card cannot sign in. Ask your operator to link it."),
  late: msg("The time is over. Start again when you stand at the charger."),
  cancelled: msg("Cancelled. The charger is free for charging again."),
} as const;

export type ScanFailure = keyof typeof FAILURES;

/** The sentence of a `failed=` parameter; null for anything we did not write there. */
export function scanFailure(code: string | null): string | null {
  return code !== null && Object.hasOwn(FAILURES, code) ? FAILURES[code as ScanFailure] : null;
}
