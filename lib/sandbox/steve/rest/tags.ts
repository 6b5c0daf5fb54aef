import { z } from "zod";
import { dateSchema, idTagSchema, integerSchema, optional, parseBody } from "../http/body.ts";
import { isoOrNull } from "../http/dates.ts";
import { ApiError, badRequest } from "../http/errors.ts";
import { parseInteger, type Query } from "../http/query.ts";
import { ok, type Route } from "../http/router.ts";
import type { TagRow, TagStore } from "../store/tags.ts";

const tagForm = z.object({
  idTag: idTagSchema(),
  parentIdTag: optional(idTagSchema()),
  expiryDate: optional(dateSchema),
  maxActiveTransactionCount: optional(integerSchema),
  note: optional(z.string()),
});

const TRISTATE = ["ALL", "TRUE", "FALSE"] as const;
const USER_FILTER = ["All", "OnlyTagsWithUser", "OnlyTagsWithoutUser"] as const;

/** SteVe's `OcppTagOverview`. */
export function tagOverview(tag: TagRow) {
  return {
    ocppTagPk: tag.pk,
    parentOcppTagPk: tag.parent_pk,
    userPk: tag.user_pk,
    idTag: tag.id_tag,
    parentIdTag: tag.parent_id_tag,
    inTransaction: tag.active > 0,
    blocked: tag.max_active === 0,
    expiryDate: isoOrNull(tag.expiry_ms),
    maxActiveTransactionCount: tag.max_active,
    activeTransactionCount: tag.active,
    note: tag.note,
  };
}

/** The `ocppTags` group of the API. */
export function tagRoutes(tags: TagStore): Route[] {
  const found = (pk: number) => {
    const tag = tags.byPk(pk);
    if (!tag) throw new ApiError(404, "Could not find this ocppTag");
    return tag;
  };
  const form = (body: string, nowMs: number) => {
    const parsed = parseBody(tagForm, body);
    if (parsed.expiryDate !== undefined && parsed.expiryDate <= nowMs) throw badRequest();
    return { ...parsed, expiryMs: parsed.expiryDate };
  };
  const one = "/ocppTags/{ocppTagPk}";
  return [
    {
      method: "GET",
      path: "/ocppTags",
      handle: ({ query, nowMs }) => {
        const matches = tagFilter(query, nowMs);
        return ok(tags.all().filter(matches).map(tagOverview));
      },
    },
    { method: "GET", path: one, handle: ({ path }) => ok(tagOverview(found(pkOf(path)))) },
    {
      method: "POST",
      path: "/ocppTags",
      handle: ({ body, nowMs }) => {
        const fields = form(body, nowMs);
        const pk = insertOrRefuse(() => tags.insert(fields), fields.idTag);
        return { status: 201, body: tagOverview(found(pk)) };
      },
    },
    {
      method: "PUT",
      path: one,
      handle: ({ path, body, nowMs }) => {
        const fields = form(body, nowMs);
        const pk = found(pkOf(path)).pk;
        tags.replace(pk, fields);
        return ok(tagOverview(found(pk)));
      },
    },
    {
      method: "PATCH",
      path: `${one}/expire`,
      handle: ({ path, nowMs }) => {
        const pk = found(pkOf(path)).pk;
        tags.expire(pk, nowMs);
        return ok(tagOverview(found(pk)));
      },
    },
    {
      method: "DELETE",
      path: one,
      handle: ({ path }) => {
        const tag = found(pkOf(path));
        tags.remove(tag.pk);
        return ok(tagOverview(tag));
      },
    },
  ];
}

function pkOf(path: Record<string, string>): number {
  return parseInteger(path.ocppTagPk);
}

// Every integrity violation of an insert gets this text in SteVe, an unknown parent included.
function insertOrRefuse(insert: () => number, idTag: string): number {
  try {
    return insert();
  } catch {
    throw new ApiError(422, `The idTag '${idTag}' exists already.`);
  }
}

function tagFilter(query: Query, nowMs: number): (tag: TagRow) => boolean {
  const pk = query.integer("ocppTagPk");
  const idTag = query.text("idTag")?.toLowerCase();
  const parentIdTag = query.text("parentIdTag")?.toLowerCase();
  const userId = query.integer("userId");
  const note = query.text("note")?.toLowerCase();
  const states = ["expired", "inTransaction", "blocked"].map((name) =>
    query.choice(name, TRISTATE, "ALL")
  );
  const userFilter = query.choice("userFilter", USER_FILTER, "All");
  return (tag) => {
    const facts = [
      tag.expiry_ms !== null && tag.expiry_ms <= nowMs,
      tag.active > 0,
      tag.max_active === 0,
    ];
    return (pk === undefined || tag.pk === pk) &&
      (idTag === undefined || tag.id_tag.toLowerCase() === idTag) &&
      (parentIdTag === undefined || tag.parent_id_tag?.toLowerCase() === parentIdTag) &&
      (userId === undefined || tag.user_pk === userId) &&
      (note === undefined || (tag.note ?? "").toLowerCase().includes(note)) &&
      states.every((state, index) => state === "ALL" || (state === "TRUE") === facts[index]) &&
      (userFilter === "All" || (userFilter === "OnlyTagsWithUser") === (tag.user_pk !== null));
  };
}
