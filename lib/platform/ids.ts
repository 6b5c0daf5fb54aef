import { randomInt, randomUUID } from "node:crypto";

/** Without 0, 1, I, L, O and U: nothing on a sticker can be misread (spec 5.17). */
export const PUBLIC_ID_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const PUBLIC_ID = new RegExp(`^[${PUBLIC_ID_ALPHABET}]{8}$`);

/** A random public id of eight characters (about 39 bits); uniqueness is the database's to keep. */
export function newPublicId(pick: (max: number) => number = randomInt): string {
  return Array.from({ length: 8 }, () => PUBLIC_ID_ALPHABET[pick(PUBLIC_ID_ALPHABET.length)]).join(
    "",
  );
}

export const isPublicId = (text: string) => PUBLIC_ID.test(text);

/** Six upper-case characters a person can read from one screen and type on another. */
export function newPairingCode(pick: (max: number) => number = randomInt): string {
  return Array.from({ length: 6 }, () => PUBLIC_ID_ALPHABET[pick(PUBLIC_ID_ALPHABET.length)]).join(
    "",
  );
}

export const newRequestId = () => randomUUID();
export const newUserId = () => randomUUID();

/** First four characters of a card id: all that logs and audit may hold (spec 5.13). */
export const shortTag = (idTag: string) => `${idTag.slice(0, 4)}…`;
