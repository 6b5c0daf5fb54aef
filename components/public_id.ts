const ALPHABET = /^[23456789A-HJKMNP-Z]{8}$/;

/** A run of characters of one kind, for colouring. */
export type IdRun = { kind: "letter" | "digit"; text: string };

/** Splits a public id of 8 characters into its two groups of four and those into runs of letters
 * and digits. Undefined when it is no public id. */
export function splitPublicId(publicId: string): [IdRun[], IdRun[]] | undefined {
  if (!ALPHABET.test(publicId)) return undefined;
  return [runs(publicId.slice(0, 4)), runs(publicId.slice(4))];
}

function runs(group: string): IdRun[] {
  return (group.match(/\d+|[A-Z]+/g) ?? []).map((text) => ({
    kind: /\d/.test(text) ? "digit" : "letter",
    text,
  }));
}
