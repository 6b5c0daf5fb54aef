/** What one look at SteVe by ids brought: rows taken and how far ids are known to exist. */
export interface IdWindow<Row> {
  rows: Row[];
  /** Highest id asked for. */
  askedTo: number;
}

export interface WalkInput<Row> {
  /** Highest transaction id known so far; 0 before the first. */
  highestId: number;
  /** An id known to exist from elsewhere (open transactions, a hook): walk at least that far. */
  seenId?: number;
  read: (ids: number[]) => Promise<Row[]>;
  idOf: (row: Row) => number;
  /** Ids per request; SteVe loads each answer whole, so windows stay small. */
  windowSize?: number;
  /** Ids below the highest that are asked again: a lower id may be committed after a higher one. */
  overlap?: number;
  /** Windows without news before giving up; more of them find ids beyond a wide gap. */
  emptyWindows?: number;
  signal?: AbortSignal;
}

/**
 * Finds transactions by id (spec/steve-and-lago.md 12.4a): ids only grow, while start times come from
 * station clocks, so a cursor on ids misses nothing that a cursor on time would. Walks windows upwards
 * until one is empty beyond every id known to exist.
 */
export async function* walkNewIds<Row>(input: WalkInput<Row>): AsyncGenerator<IdWindow<Row>> {
  const size = input.windowSize ?? 200;
  let from = Math.max(1, input.highestId - (input.overlap ?? 50) + 1);
  let reached = Math.max(input.highestId, input.seenId ?? 0);
  let emptyLeft = input.emptyWindows ?? 1;
  while (!input.signal?.aborted) {
    const askedTo = from + size - 1;
    const rows = await input.read(Array.from({ length: size }, (_, i) => from + i));
    yield { rows, askedTo };
    const highest = rows.reduce((max, row) => Math.max(max, input.idOf(row)), 0);
    if (highest > reached) {
      reached = highest;
      emptyLeft = input.emptyWindows ?? 1;
    } else if (askedTo >= reached && --emptyLeft <= 0) return;
    from = askedTo + 1;
  }
}

/** Splits known ids into requests of `size`. */
export function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
