/** How a JSON answer is made to lie. */
export type Corruption = "negative_energy" | "nulls" | "strings";

/**
 * A copy of a JSON value that still parses and is wrong: sessions that end below their start, null
 * in every field, or text where numbers and booleans belong. Without a kind, text that is no JSON.
 */
export function corruptJson(body: unknown, kind: Corruption | undefined): string {
  if (kind === undefined) return JSON.stringify(body ?? {}).slice(0, -1) + ',"tru';
  return JSON.stringify(walk(body, LIES[kind]) ?? null);
}

type Lie = (key: string, value: unknown, owner: Record<string, unknown>) => unknown;

const LIES: Record<Corruption, Lie> = {
  negative_energy: (key, value, owner) => {
    if (key !== "stopValue" || typeof value !== "string") return value;
    return String(Number(owner.startValue) - 1000);
  },
  nulls: () => null,
  strings: (_key, value) =>
    typeof value === "number" || typeof value === "boolean" ? `${value}?` : value,
};

function walk(value: unknown, lie: Lie): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, lie));
  if (typeof value !== "object" || value === null) return value;
  const owner = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(owner).map(([key, field]) => [
      key,
      typeof field === "object" && field !== null ? walk(field, lie) : lie(key, field, owner),
    ]),
  );
}
