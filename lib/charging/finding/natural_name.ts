import { type SQL, sql } from "drizzle-orm";

/** Names that begin alike for so long count as equal: the value is part of a cursor. */
const COMPARED = 150;

/**
 * What a name sorts by, in a query: numbers by their value ("Bay 2" before "Bay 10"), whatever the case
 * and the accents. Needs no collation of the server. To be compared `collate "C"`.
 */
export const naturalName = (text: SQL): SQL =>
  sql`left((select string_agg(
      m[1] || case when m[2] = '' then '' else lpad(m[2], greatest(20, length(m[2])), '0') end, '')
    from regexp_matches(
      lower(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g')),
      '([^0-9]*)([0-9]*)', 'g') as m), ${COMPARED})`;

/**
 * Sorts what has a name as readers of `locale` do, numbers by their value; those in `first` (charge box
 * ids) before the others, equal names by the id.
 */
export function byName(
  locale: string,
  first: readonly string[] = [],
): (a: Named, b: Named) => number {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const favourites = new Set(first);
  const rank = ({ chargeBoxId }: Named) => favourites.has(chargeBoxId) ? 0 : 1;
  return (a, b) =>
    rank(a) - rank(b) || compare(a.name, b.name) || (a.chargeBoxId < b.chargeBoxId ? -1 : 1);
}

interface Named {
  name: string;
  chargeBoxId: string;
}
