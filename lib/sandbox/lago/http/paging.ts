/** Lago's page fields. */
export interface Meta {
  current_page: number;
  next_page: number | null;
  prev_page: number | null;
  total_pages: number;
  total_count: number;
}

/** Where a page starts; `limit` is `per_page` (100 unless asked, at most 1000). */
export interface PageRequest {
  page: number;
  limit: number;
  offset: number;
}

const DEFAULT_PER_PAGE = 100;
const STALE_MS = 30 * 60_000;

/** Reads `page` and `per_page`; nonsense falls back to the defaults. */
export function pageRequest(query: URLSearchParams): PageRequest {
  const page = whole(query.get("page"), 1);
  const limit = Math.min(whole(query.get("per_page"), DEFAULT_PER_PAGE), 1000);
  return { page, limit, offset: (page - 1) * limit };
}

/** Makes `meta`; with `isStale` a total is remembered for 30 minutes, as Lago's cache does. */
export class Paging {
  #totals = new Map<string, { total: number; atMs: number }>();

  constructor(readonly isStale: boolean, readonly now: () => number) {}

  /** `scope` and the filters in the query say which total is meant. */
  meta(scope: string, query: URLSearchParams, request: PageRequest, counted: number): Meta {
    const total = this.isStale ? this.#remembered(scope, query, counted) : counted;
    const pages = Math.ceil(total / request.limit);
    return {
      current_page: request.page,
      next_page: request.page < pages ? request.page + 1 : null,
      prev_page: request.page > 1 ? request.page - 1 : null,
      total_pages: pages,
      total_count: total,
    };
  }

  #remembered(scope: string, query: URLSearchParams, counted: number): number {
    const filters = [...query].filter(([name]) => name !== "page").sort().join("&");
    const key = `${scope}?${filters}`;
    const known = this.#totals.get(key);
    if (known && this.now() - known.atMs < STALE_MS) return known.total;
    this.#totals.set(key, { total: counted, atMs: this.now() });
    return counted;
  }
}

/** One page of a list that is in memory. */
export function slicePage<T>(items: T[], request: PageRequest): T[] {
  return items.slice(request.offset, request.offset + request.limit);
}

function whole(text: string | null, fallback: number): number {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? value : fallback;
}
