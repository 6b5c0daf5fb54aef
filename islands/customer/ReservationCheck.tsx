import { useEffect, useRef, useState } from "preact/hooks";
import { buttonClass } from "../../components/button_style.ts";
import {
  formatDate,
  formatDateTime,
  type FormatSettings,
  formatTime,
} from "../../components/format.ts";
import type { ReservationWords } from "./reservation_words.ts";
import { instantOf, localText } from "@/lib/platform/zoned_time.ts";

interface Span {
  startAt: string;
  endAt: string;
}

/** What the calendar says of a window, as the API writes it. */
export interface CalendarWord {
  isFree: boolean;
  conflicts: (Span & { isOwn: boolean })[];
  suggestions: Span[];
}

interface Props {
  /** The form with `connector`, `start`, `at` and `minutes`. */
  formId: string;
  chargeBoxId: string;
  /** Of the window the form shows; null when it shows none. */
  initial: CalendarWord | null;
  /** Address of the same step; a suggestion's start is added to it. */
  takeHref: string;
  /** How the clocks change at the time shown. */
  clocks: "skipped" | "repeated" | null;
  shownAt: string | null;
  locale: string;
  timeZone: string;
  words: ReservationWords;
}

type Shown = { word: CalendarWord | null; state: "known" | "looking" | "failed" | "empty" };

const PAUSE_MS = 300;

/** Whether the chosen window is free, and what to take instead. Without a script: as the page was made. */
export default function ReservationCheck(props: Props) {
  const { formId, chargeBoxId, initial, timeZone, words } = props;
  const reader: FormatSettings = props;
  const [shown, setShown] = useState<Shown>({
    word: initial,
    state: initial ? "known" : "empty",
  });
  const [clocks, setClocks] = useState({ kind: props.clocks, at: props.shownAt });
  const look = useRef<() => void>(() => {});

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked: AbortController | null = null;
    const ask = async () => {
      const wanted = windowOf(form, timeZone);
      setClocks({ kind: wanted?.clocks ?? null, at: wanted?.startAt ?? null });
      if (!wanted) return setShown({ word: null, state: "empty" });
      asked = new AbortController();
      try {
        const query = new URLSearchParams({
          chargeBoxId,
          connectorId: wanted.connector,
          startAt: wanted.startAt,
          endAt: wanted.endAt,
        });
        const response = await fetch(`/api/customer/reservations/availability?${query}`, {
          signal: asked.signal,
        });
        if (!response.ok) throw new Error(`status ${response.status}`);
        setShown({ word: await response.json() as CalendarWord, state: "known" });
      } catch (error) {
        if (!(error instanceof DOMException && error.name === "AbortError")) {
          setShown({ word: null, state: "failed" });
        }
      }
    };
    const soon = () => {
      clearTimeout(timer);
      asked?.abort();
      setShown((before) => ({ ...before, state: "looking" }));
      timer = setTimeout(ask, PAUSE_MS);
    };
    look.current = soon;
    form.addEventListener("input", soon);
    return () => {
      clearTimeout(timer);
      asked?.abort();
      form.removeEventListener("input", soon);
    };
  }, []);

  const take = (event: Event, { startAt }: Span) => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    setValue(form, "start", localText(new Date(startAt), timeZone));
    setValue(form, "at", startAt);
    look.current();
  };
  const { word, state } = shown;
  return (
    <div class="space-y-2 text-sm" role="status" aria-live="polite" aria-busy={state === "looking"}>
      <ClockNote clocks={clocks} reader={reader} words={words} />
      {state === "looking" && <p class="text-ink-muted">{words["Looking into the calendar…"]}</p>}
      {state === "empty" && <p class="text-ink-muted">{words["Choose a date and a time."]}</p>}
      {state === "failed" && (
        <p>
          {words["The calendar could not be read. You can still reserve; overlaps are refused."]}
        </p>
      )}
      {state === "known" && word?.isFree && (
        <p class="accent accent-emerald font-medium text-accent-ink">
          <span aria-hidden="true">✓</span> {words["Free at this time."]}
        </p>
      )}
      {state === "known" && word && !word.isFree && (
        <Taken word={word} reader={reader} words={words} takeHref={props.takeHref} take={take} />
      )}
    </div>
  );
}

function Taken({ word, reader, words, takeHref, take }: {
  word: CalendarWord;
  reader: FormatSettings;
  words: ReservationWords;
  takeHref: string;
  take: (event: Event, span: Span) => void;
}) {
  return (
    <>
      <ul class="accent accent-amber space-y-1">
        {word.conflicts.map((one) => {
          const text = one.isOwn
            ? words["Taken by your own reservation, {window}."]
            : words["Taken, {window}."];
          return (
            <li key={one.startAt} class="font-medium text-accent-ink">
              {text.replace("{window}", spanText(one, reader))}
            </li>
          );
        })}
      </ul>
      {word.suggestions.length > 0 && (
        <div class="flex flex-wrap items-center gap-2">
          <span class="text-ink-muted">{words["Free instead:"]}</span>
          {word.suggestions.map((one) => (
            <a
              key={one.startAt}
              href={`${takeHref}&at=${encodeURIComponent(one.startAt)}`}
              onClick={(event) => take(event, one)}
              class={buttonClass({ size: "sm" })}
            >
              {spanText(one, reader)}
            </a>
          ))}
        </div>
      )}
    </>
  );
}

function ClockNote({ clocks, reader, words }: {
  clocks: { kind: "skipped" | "repeated" | null; at: string | null };
  reader: FormatSettings;
  words: ReservationWords;
}) {
  if (!clocks.kind || !clocks.at) return null;
  if (clocks.kind === "repeated") {
    return (
      <p>{words["The clocks change then and this time comes twice. The earlier one is taken."]}</p>
    );
  }
  const time = formatDateTime(new Date(clocks.at), reader);
  return (
    <p>
      {words["The clocks change then and skip this time. It is taken as {time}."]
        .replace("{time}", time)}
    </p>
  );
}

/** "22 Nov 2026, 10:00 – 11:00"; with both dates when it ends on another day. */
function spanText({ startAt, endAt }: Span, reader: FormatSettings): string {
  const [start, end] = [new Date(startAt), new Date(endAt)];
  const isOneDay = formatDate(start, reader) === formatDate(end, reader);
  return `${formatDateTime(start, reader)} – ${
    isOneDay ? formatTime(end, reader) : formatDateTime(end, reader)
  }`;
}

function windowOf(form: HTMLFormElement, timeZone: string) {
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
    startAt: found.at.toISOString(),
    endAt: new Date(found.at.getTime() + minutes * 60_000).toISOString(),
    clocks: found.kind === "exact" ? null : found.kind,
  };
}

function setValue(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}
