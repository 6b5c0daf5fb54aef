import type { Lago } from "../lago.ts";
import type { Kinds } from "../store/kinds.ts";
import { pageRequest, slicePage } from "./paging.ts";

type ListAnswer = Record<string, unknown>;

/** Answers one page of all objects of a kind as `{ [plural]: […], meta }`, newest first. */
export function listKind<K extends keyof Kinds>(
  lago: Lago,
  plural: string,
  query: URLSearchParams,
  kind: K,
  view: (item: Kinds[K]) => unknown = (item) => item,
): ListAnswer {
  const request = pageRequest(query);
  const items = lago.docs.page(kind, request.limit, request.offset);
  const meta = lago.paging.meta(plural, query, request, lago.docs.count(kind));
  return { [plural]: items.map(view), meta };
}

/** The same of objects that are in memory, in their order. */
export function listItems<T>(
  lago: Lago,
  plural: string,
  query: URLSearchParams,
  items: T[],
  view: (item: T) => unknown = (item) => item,
): ListAnswer {
  const request = pageRequest(query);
  const meta = lago.paging.meta(plural, query, request, items.length);
  return { [plural]: slicePage(items, request).map(view), meta };
}

/** Values of `name[]=a&name[]=b` (or `name=a`); empty when there are none. */
export function many(query: URLSearchParams, name: string): string[] {
  return [...query.getAll(`${name}[]`), ...query.getAll(name)];
}
