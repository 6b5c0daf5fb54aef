import type { Clock } from "@/lib/platform/clock.ts";
import { conflict, invalid, notFound } from "@/lib/platform/errors.ts";
import { type HttpClient, HttpFailure, path } from "@/lib/platform/http.ts";
import { parseOne, parseRows } from "./rows.ts";
import { tagSchema } from "./schemas.ts";
import type { Rows, SteveTag } from "./types.ts";
import { isStatus, messageOfBody } from "./wire.ts";

export interface TagFields {
  parentIdTag?: string | null;
  expiresAt?: Date | null;
  /** 0 blocks, negative is unlimited. */
  maxActiveTransactionCount?: number;
  note?: string | null;
}

const ID_TAG = /^[a-zA-Z0-9.:_#-]{1,20}$/;
/** SteVe refuses an expiry that is not in the future by its own clock, which may be ahead of ours. */
const JUST_AHEAD_MS = 60_000;

/** The `ocppTags` group of SteVe's API. Tags are never deleted: SteVe would delete their transactions. */
export class Tags {
  constructor(private readonly http: HttpClient, private readonly clock: Clock) {}

  async list(): Promise<Rows<SteveTag>> {
    const { body } = await this.http.call({ path: path`/ocppTags`, retry: "idempotent" });
    return parseRows(body, tagSchema, "ocppTagPk");
  }

  async find(idTag: string): Promise<SteveTag | null> {
    const { body } = await this.http.call({
      path: path`/ocppTags`,
      query: { idTag },
      retry: "idempotent",
    });
    const { rows } = parseRows(body, tagSchema, "ocppTagPk");
    return rows.find((tag) => tag.idTag.toLowerCase() === idTag.toLowerCase()) ?? null;
  }

  async create(input: TagFields & { idTag: string }): Promise<SteveTag> {
    if (!ID_TAG.test(input.idTag)) {
      throw invalid("A card id has 1 to 20 characters: letters, digits and . : _ # -");
    }
    try {
      const { body } = await this.http.call({
        method: "POST",
        path: path`/ocppTags`,
        body: { idTag: input.idTag, ...wireFields(input) },
      });
      return parseOne(body, tagSchema);
    } catch (error) {
      const isUnclear = error instanceof HttpFailure && !error.outcomeKnown;
      if (!isUnclear && !isStatus(error, 422)) throw readable(error);
      return await this.#settle(input, error as HttpFailure); // Both cases above are HttpFailures.
    }
  }

  /** Merges `fields` into the tag as it is: SteVe's PUT would clear what is left out. */
  async update(ocppTagPk: number, fields: TagFields): Promise<SteveTag> {
    return await this.#write(await this.#get(ocppTagPk), fields);
  }

  async setBlocked(ocppTagPk: number, blocked: boolean): Promise<SteveTag> {
    const tag = await this.#get(ocppTagPk);
    if (blocked === (tag.maxActiveTransactionCount === 0)) return tag;
    return await this.#write(tag, { maxActiveTransactionCount: blocked ? 0 : 1 });
  }

  async #get(ocppTagPk: number): Promise<SteveTag> {
    try {
      const { body } = await this.http.call({
        path: path`/ocppTags/${ocppTagPk}`,
        retry: "idempotent",
      });
      return parseOne(body, tagSchema);
    } catch (error) {
      throw missing(error);
    }
  }

  async #write(tag: SteveTag, fields: TagFields): Promise<SteveTag> {
    const merged = {
      parentIdTag: fields.parentIdTag === undefined ? tag.parentIdTag : fields.parentIdTag,
      expiresAt: fields.expiresAt === undefined ? tag.expiresAt : fields.expiresAt,
      maxActiveTransactionCount: fields.maxActiveTransactionCount ?? tag.maxActiveTransactionCount,
      note: fields.note === undefined ? tag.note : fields.note,
    };
    const isExpired = merged.expiresAt !== null &&
      merged.expiresAt.getTime() <= this.clock.nowMs();
    // Clearing the date of an expired card would let it charge again: it runs out once more instead.
    const expiresAt = isExpired ? new Date(this.clock.nowMs() + JUST_AHEAD_MS) : merged.expiresAt;
    try {
      const { body } = await this.http.call({
        method: "PUT",
        path: path`/ocppTags/${tag.ocppTagPk}`,
        body: { idTag: tag.idTag, ...wireFields({ ...merged, expiresAt }) },
        retry: "idempotent",
      });
      const written = parseOne(body, tagSchema);
      return isExpired ? await this.#expireNow(written) : written;
    } catch (error) {
      throw missing(error);
    }
  }

  /** From SteVe 3.15; an older one lets the date of a minute ahead run out. */
  async #expireNow(tag: SteveTag): Promise<SteveTag> {
    try {
      await this.http.call({
        method: "PATCH",
        path: path`/ocppTags/${tag.ocppTagPk}/expire`,
        retry: "idempotent",
      });
      return await this.#get(tag.ocppTagPk);
    } catch (error) {
      if (error instanceof HttpFailure) return tag;
      throw error;
    }
  }

  /** Looks what became of a creation that was refused as a repeat, or whose answer was lost. */
  async #settle(input: TagFields & { idTag: string }, cause: HttpFailure): Promise<SteveTag> {
    const existing = await this.find(input.idTag);
    if (existing && isSame(existing, input)) return existing;
    if (existing) {
      throw conflict("SteVe has a card with this id already, with other settings.", {
        code: "tag_exists",
        details: { ocppTagPk: existing.ocppTagPk, blocked: existing.blocked },
        cause,
      });
    }
    if (cause.status === 422) {
      throw invalid("SteVe refused the card: the parent card does not exist there.", { cause });
    }
    throw cause;
  }
}

function wireFields(fields: TagFields) {
  return {
    parentIdTag: fields.parentIdTag ?? null,
    expiryDate: fields.expiresAt?.toISOString() ?? null,
    maxActiveTransactionCount: fields.maxActiveTransactionCount ?? 1,
    note: fields.note ?? null,
  };
}

function isSame(tag: SteveTag, wanted: TagFields): boolean {
  return (tag.parentIdTag ?? "").toLowerCase() === (wanted.parentIdTag ?? "").toLowerCase() &&
    (tag.expiresAt?.getTime() ?? null) === (wanted.expiresAt?.getTime() ?? null) &&
    tag.maxActiveTransactionCount === (wanted.maxActiveTransactionCount ?? 1);
}

function missing(error: unknown): unknown {
  return isStatus(error, 404)
    ? notFound("SteVe does not know this card.", { cause: error })
    : readable(error);
}

function readable(error: unknown): unknown {
  if (!isStatus(error, 400)) return error;
  return invalid(messageOfBody(error) ?? "SteVe refused the card's data.", { cause: error });
}
