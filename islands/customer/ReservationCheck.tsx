import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { formatDateTime, type FormatSettings } from "../../components/format.ts";
import {
  type CalendarWord,
  endText,
  keepInLinks,
  type Offer,
  type Span,
  spanText,
  takeOffer,
  windowOf,
} from "./reservation_window.ts";
import type { ReservationWords } from "./reservation_words.ts";
import ReservationTaken from "./ReservationTaken.tsx";

type Clocks = "skipped" | "repeated" | null;

interface Props {
  /** The form with `connector`, `start`, `at` and `minutes`. */
  formId: string;
  chargeBoxId: string;
  /** Address of the page, which checks a time without a script. */
  path: string;
  /** Of the window the form shows; null when it shows none. */
  initial: CalendarWord | null;
  initialSpan: Span | null;
  connectorId: number;
  /** Address of the same step; the connector and the start of an offer are added to it. */
  takeHref: string;
  /** How the clocks change at the time shown. */
  clocks: Clocks;
  cardName: string;
  /** Of a kWh, in words. */
  price: string | null;
  /** False: an operator looks through the driver's eyes. */
  canReserve: boolean;
  locale: string;
  timeZone: string;
  words: ReservationWords;
  /** What the form says of a window that it refuses, by the calendar's word for it. */
  refusals: Record<string, string>;
}

interface Shown {
  word: CalendarWord | null;
  /** The window that `word` is about. */
  span: Span | null;
  clocks: Clocks;
  state: "known" | "looking" | "failed" | "empty";
}

const PAUSE_MS = 300;

/**
 * Whether the chosen window is free, what to take instead, and the button that reserves, which a taken
 * window does not have. Without a script: as the page was made.
 */
export default function ReservationCheck(props: Props) {
  const { words, path, canReserve } = props;
  const { shown, take } = useCalendar(props);
  const { word, span, state } = shown;
  const said = useRef<HTMLDivElement>(null);
  // While it looks, what was known last decides.
  const isTaken = word !== null && !word.isFree;
  return (
    <>
      <div
        ref={said}
        tabIndex={-1}
        class="space-y-2 text-sm outline-none"
        role="status"
        aria-live="polite"
        aria-busy={state === "looking"}
      >
        <ClockNote shown={shown} reader={props} words={words} />
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
        {state === "known" && word?.refusal && (
          <p class="accent accent-amber font-medium text-accent-ink">
            {props.refusals[word.refusal]}
          </p>
        )}
        {state === "known" && isTaken && !word.refusal && (
          <ReservationTaken
            {...props}
            word={word}
            span={span}
            take={(event, offer) => {
              take(event, offer);
              // The offer that was pressed goes away: Tab goes on from here.
              if (event.defaultPrevented) said.current?.focus({ preventScroll: true });
            }}
          />
        )}
      </div>
      {state === "known" && word?.isFree && span && <Terms {...props} span={span} />}
      <div class="flex flex-wrap gap-2 max-sm:flex-col">
        {canReserve && !isTaken && <Button variant="primary">{words["Reserve"]}</Button>}
        <Button formMethod="get" formAction={path}>{words["Check this time"]}</Button>
      </div>
    </>
  );
}

/** Asks the calendar whenever the form changes. */
function useCalendar({ formId, chargeBoxId, initial, initialSpan, clocks, timeZone }: Props) {
  const [shown, setShown] = useState<Shown>({
    word: initial,
    span: initialSpan,
    clocks,
    state: initial ? "known" : "empty",
  });
  const look = useRef<() => void>(() => {});

  useEffect(() => {
    const form = formOf(formId);
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked: AbortController | null = null;
    const ask = async () => {
      const wanted = windowOf(form, timeZone);
      if (!wanted) return setShown({ word: null, span: null, clocks: null, state: "empty" });
      const { span, clocks } = wanted;
      asked = new AbortController();
      try {
        const word = await fetchWord(chargeBoxId, wanted, asked.signal);
        setShown({ word, span, clocks, state: "known" });
      } catch (error) {
        if (!(error instanceof DOMException && error.name === "AbortError")) {
          setShown({ word: null, span, clocks, state: "failed" });
        }
      }
    };
    const soon = () => {
      clearTimeout(timer);
      asked?.abort();
      keepInLinks(form);
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

  const take = (event: Event, offer: Offer) => {
    const form = formOf(formId);
    if (!form) return;
    event.preventDefault();
    takeOffer(form, offer, timeZone);
    look.current();
  };
  return { shown, take };
}

function formOf(id: string): HTMLFormElement | null {
  const form = document.getElementById(id);
  return form instanceof HTMLFormElement ? form : null;
}

async function fetchWord(
  chargeBoxId: string,
  { connector, span }: { connector: string; span: Span },
  signal: AbortSignal,
): Promise<CalendarWord> {
  const query = new URLSearchParams({
    chargeBoxId,
    connectorId: connector,
    ...span,
    limits: "form",
  });
  const response = await fetch(`/api/customer/reservations/availability?${query}`, { signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return await response.json() as CalendarWord;
}

/** What the driver agrees to by pressing the button. */
function Terms({ span, cardName, price, words, ...reader }: Props & { span: Span }) {
  const window = spanText(span, reader);
  return (
    <ul class="space-y-1 text-sm text-ink-muted">
      <li class="font-medium text-ink wrap-anywhere">
        {words["Kept for {card}: {window}."].replace("{card}", () => cardName)
          .replace("{window}", window)}
      </li>
      <li>
        {price
          ? words["Reserving costs nothing. Charging then: {price}."].replace(
            "{price}",
            () => price,
          )
          : words["Reserving costs nothing, you pay for the energy alone."]}
      </li>
      <li>
        {words["If you do not come, it lapses at {time}. You can cancel until it begins."]
          .replace("{time}", endText(span, reader))}
      </li>
    </ul>
  );
}

function ClockNote({ shown: { clocks, span }, reader, words }: {
  shown: Shown;
  reader: FormatSettings;
  words: ReservationWords;
}) {
  if (!clocks || !span) return null;
  if (clocks === "repeated") {
    return (
      <p>{words["The clocks change then and this time comes twice. The earlier one is taken."]}</p>
    );
  }
  const time = formatDateTime(new Date(span.startAt), reader);
  return (
    <p>
      {words["The clocks change then and skip this time. It is taken as {time}."]
        .replace("{time}", time)}
    </p>
  );
}
