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
