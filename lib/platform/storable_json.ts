/** JSON that `jsonb` takes: NUL characters and lone surrogates, legal in JSON, become U+FFFD. */
export function storableJson(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [storableText(key), storableJson(inner)]),
    );
  }
  return value;
}

const storableText = (text: string) => text.toWellFormed().replaceAll("\u0000", "\ufffd");
