/**
 * What was made under `key` before, else what `make` gives, which is kept in `kept`. Of more than `most` the
 * oldest goes: keys that come from requests (a zone, a locale) would fill the memory otherwise.
 */
export function remembered<V>(
  kept: Map<string, V>,
  key: string,
  make: () => V,
  most = 300,
): V {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (kept.size >= most) kept.delete(kept.keys().next().value!);
  kept.set(key, made);
  return made;
}
