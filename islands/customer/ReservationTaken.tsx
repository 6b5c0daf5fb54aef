import { buttonClass } from "../../components/button_style.ts";
import type { FormatSettings } from "../../components/format.ts";
import {
  type CalendarWord,
  type Offer,
  sameOf,
  type Span,
  spanText,
} from "./reservation_window.ts";
import type { ReservationWords } from "./reservation_words.ts";

interface Props extends FormatSettings {
  word: CalendarWord;
  /** The window that `word` is about. */
  span: Span | null;
  connectorId: number;
  takeHref: string;
  words: ReservationWords;
  take: (event: Event, offer: Offer) => void;
}

/** What is in the way of a window, and what to take instead. */
export default function ReservationTaken(props: Props) {
  const { word, span, words, ...reader } = props;
  const same = sameOf(word, span);
  const textOf = (one: CalendarWord["conflicts"][number]) =>
    one === same
      ? words["You have this time already."]
      : one.isOwn
      ? words["Taken by your own reservation, {window}."]
      : words["Taken, {window}."];
  return (
    <>
      <ul class="accent accent-amber space-y-1">
        {word.conflicts.map((one) => (
          <li
            key={one.startAt}
            class="flex flex-wrap items-center gap-x-2 font-medium text-accent-ink"
          >
            {textOf(one).replace("{window}", spanText(one, reader))}
            {one.id !== null && (
              <a
                href={`/reservations/${one.id}`}
                class="tap inline-flex items-center underline underline-offset-2"
              >
                {words["Open your reservation"]}
              </a>
            )}
          </li>
        ))}
      </ul>
      <Offers {...props} />
    </>
  );
}

/** Links to what is free instead; with scripts they fill the form. */
function Offers({ word, span, words, takeHref, connectorId, take, ...reader }: Props) {
  const offers: (Offer & { text: string })[] = [
    ...(span
      ? word.freeConnectors.map((connector) => ({
        text: words["Connector {n} at this time"].replace("{n}", String(connector)),
        span,
        connector,
      }))
      : []),
    ...word.suggestions.map((one) => ({ text: spanText(one, reader), span: one, connector: null })),
  ];
  if (offers.length === 0) return null;
  return (
    <div class="flex flex-wrap items-center gap-2">
      <span class="text-ink-muted">{words["Free instead:"]}</span>
      {offers.map((offer) => {
        const query = new URLSearchParams({
          connector: String(offer.connector ?? connectorId),
          at: offer.span.startAt,
        });
        return (
          <a
            key={offer.text}
            href={`${takeHref}&${query}`}
            onClick={(event) => take(event, offer)}
            // A time that crosses midnight names both days: on a phone that is more than a line.
            class={buttonClass({
              size: "sm",
              class: "max-w-full py-1 text-start whitespace-normal!",
            })}
          >
            {offer.text}
          </a>
        );
      })}
    </div>
  );
}
