import { type SQL, sql } from "drizzle-orm";

/** What one charger is found by: `T` is a text in memory or a column. */
export interface Searchable<T> {
  /** Name, place, address: any part, whatever the case and the accents. */
  names: readonly T[];
  /** Any part as well, whatever the case, spaces and dashes. */
  ids: readonly T[];
  /** Ids that were drawn at random, as on stickers: from `CODE_CHARS` characters on. */
  codes: readonly T[];
}

/** One printed group of a sticker's id. Less of a random id is met by chance, not by wish. */
const CODE_CHARS = 4;
/** The marks that NFD takes off Latin, Greek and Cyrillic letters; vowel signs of other scripts stay. */
const MARKS = /[\u0300-\u036f]/g;

const plain = (text: string) => text.normalize("NFD").replace(MARKS, "").toLowerCase();
const idKey = (text: string) => text.replace(/[\s-]+/g, "").toLowerCase();

/** Whether somebody who types `search` looks for this charger; the rule of `searchSql`, in memory. */
export function isSearched(
  search: string,
  { names, ids, codes }: Searchable<string | null>,
): boolean {
  const [text, key] = [plain(search), idKey(search)];
  const hasKey = (id: string | null) => id !== null && idKey(id).includes(key);
  return names.some((name) => name !== null && plain(name).includes(text)) ||
    (key !== "" && ids.some(hasKey)) ||
    (key.length >= CODE_CHARS && codes.some(hasKey));
}

/** Whether somebody who types `search` looks for this row; the rule of `isSearched`, in a query. */
export function searchSql(search: string, { names, ids, codes }: Searchable<SQL>): SQL {
  const key = idKey(search);
  // The server folds both sides: how far its locale goes is the same for both.
  const text = plainSql(sql`${search}::text`);
  const hasKey = (id: SQL) => sql`strpos(${idKeySql(id)}, ${key}) > 0`;
  return sql`(${
    sql.join([
      ...names.map((name) => sql`strpos(${plainSql(name)}, ${text}) > 0`),
      ...(key === "" ? [] : ids.map(hasKey)),
      ...(key.length < CODE_CHARS ? [] : codes.map(hasKey)),
    ], sql` or `)
  })`;
}

const plainSql = (text: SQL) =>
  sql`lower(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'))`;
const idKeySql = (id: SQL) => sql`lower(regexp_replace(${id}, '[\\s-]+', '', 'g'))`;
