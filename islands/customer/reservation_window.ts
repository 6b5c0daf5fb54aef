import {
  formatDate,
  formatDateTime,
  type FormatSettings,
  formatTime,
} from "../../components/format.ts";
import { instantOf, localText } from "@/lib/platform/zoned_time.ts";

/** ISO instants. */
export interface Span {
  startAt: string;
  endAt: string;
}

/** What the calendar says of a window, as the API writes it. */
export interface CalendarWord {
  isFree: boolean;
  /** Why it cannot be reserved, whatever else is there. */
  refusal: string | null;
  conflicts: (Span & { isOwn: boolean; id: number | null })[];
  suggestions: Span[];
  /** Other connectors of the charger that are free in the window. */
  freeConnectors: number[];
}

/** What the form asks for: the connector and the window, read on the clocks of `timeZone`; null for no time. */
export function windowOf(form: HTMLFormElement, timeZone: string) {
  const fields = new FormData(form);
  const text = (name: string) => String(fields.get(name) ?? "");
  const minutes = Number(text("minutes"));
  // A suggestion taken in the hour that comes twice is exact; another choice replaces it.
  const isSuggested = text("at") !== "" &&
    localText(new Date(text("at")), timeZone) === text("start");
  const found = isSuggested
    ? { at: new Date(text("at")), kind: "exact" as const }
    : instantOf(text("start"), timeZone);
  if (!found || !(minutes > 0)) return null;
  return {
    connector: text("connector"),
    span: {
      startAt: found.at.toISOString(),
      endAt: new Date(found.at.getTime() + minutes * 60_000).toISOString(),
    },
    clocks: found.kind === "exact" ? null : found.kind,
  };
}

/** Ways back to other choices (`data-keeps`) keep the time of the form as it is now. */
export function keepInLinks(form: HTMLFormElement): void {
  const fields = new FormData(form);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-keeps]")) {
    if (link.dataset.keeps !== form.id) continue;
    const url = new URL(link.href);
    for (const name of ["start", "at", "minutes", "zone"]) {
      url.searchParams.set(name, String(fields.get(name) ?? ""));
    }
    link.href = url.href;
  }
}

/** What to take instead of what is taken. */
export interface Offer {
  span: Span;
  /** Null: the connector stays. */
  connector: number | null;
}

/** Writes an offer into the form. */
export function takeOffer(
  form: HTMLFormElement,
  { span: { startAt }, connector }: Offer,
  timeZone: string,
): void {
  const fill = (name: string, value: string) => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof RadioNodeList) field.value = value;
  };
  fill("start", localText(new Date(startAt), timeZone));
  fill("at", startAt);
  if (connector !== null) fill("connector", String(connector));
}

/** "22 Nov 2026, 10:00 – 11:00"; with both dates when it ends on another day. */
export const spanText = (span: Span, reader: FormatSettings): string =>
  `${formatDateTime(new Date(span.startAt), reader)} – ${endText(span, reader)}`;

/** The end of a window whose start is told: the time, with its day when that is another one. */
export function endText({ startAt, endAt }: Span, reader: FormatSettings): string {
  const [start, end] = [new Date(startAt), new Date(endAt)];
  return formatDate(start, reader) === formatDate(end, reader)
    ? formatTime(end, reader)
    : formatDateTime(end, reader);
}

/** One's own reservation of exactly this window, when nothing else is in the way. */
export const sameOf = (word: CalendarWord, span: Span | null) =>
  word.conflicts.find((one) =>
    one.isOwn && span !== null && isSame(one.startAt, span.startAt) && isSame(one.endAt, span.endAt)
  ) ?? null;

const isSame = (a: string, b: string) => Date.parse(a) === Date.parse(b);
