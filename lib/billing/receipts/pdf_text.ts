/**
 * Text for PDF's own fonts, which know the letters of western Europe only: other spaces and signs become
 * their nearest, and what has none a question mark.
 */
export function pdfText(text: string): string {
  return [...text.normalize("NFC")].map((sign) =>
    NEAREST[sign] ?? (isKnown(sign) ? sign : base(sign))
  )
    .join("");
}

const NEAREST: Record<string, string> = {
  "\u202f": "\u00a0",
  "\u2009": "\u00a0",
  "\u2007": "\u00a0",
  "\u2212": "-",
  "\u2010": "-",
  "\u2011": "-",
  "∞": "...",
  "→": ">",
  "≤": "<=",
  "≥": ">=",
  "\n": " ",
  "\t": " ",
};

/** Windows-1252 beyond Latin-1. */
const MORE = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

const isKnown = (sign: string) => /^[\u0020-\u007e\u00a0-\u00ff]$/.test(sign) || MORE.has(sign);

/** A letter without its accents where that one is known: "ő" is read as "o". */
function base(sign: string): string {
  const plain = sign.normalize("NFD").replace(/\p{M}/gu, "");
  if (plain === "" || /\p{C}/u.test(sign)) return "";
  return [...plain].every(isKnown) ? plain : "?";
}
