/** A kind of plug drivers look for, with the ways stations and operators write it. */
interface Plug {
  label: string;
  /** Lower case, letters and digits only. */
  written: readonly string[];
}

/** Plugs by key. OCPP 2.0.1 names (cCCS2, sType2 …) and IEC 62196 names are known as well. */
export const PLUGS = {
  type2: {
    label: "Type 2",
    written: ["type2", "t2", "mennekes", "ctype2", "stype2", "iec62196t2", "iec62196type2"],
  },
  ccs: {
    label: "CCS",
    written: ["ccs", "ccs1", "ccs2", "combo", "combo2", "cccs1", "cccs2", "iec62196t2combo"],
  },
  chademo: { label: "CHAdeMO", written: ["chademo", "cg105"] },
  type1: { label: "Type 1", written: ["type1", "j1772", "ctype1", "iec62196t1", "saej1772"] },
  nacs: { label: "NACS", written: ["nacs", "tesla", "ctesla", "saej3400", "j3400"] },
  schuko: { label: "Schuko", written: ["schuko", "domestic", "domesticf", "s309", "typef"] },
} as const satisfies Record<string, Plug>;

export type PlugKey = keyof typeof PLUGS;

export const PLUG_KEYS = Object.keys(PLUGS) as PlugKey[]; // The keys of a literal are known.

/** How two spellings of a plug are compared: lower case, letters and digits only. */
export const bareName = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The plug that `text` names, or null. */
export function plugOf(text: string | null): PlugKey | null {
  const bare = bareName(text ?? "");
  return PLUG_KEYS.find((key) => (PLUGS[key].written as readonly string[]).includes(bare)) ?? null;
}

/** How people write the plug that `text` names; a name we do not know stays as it is. */
export function plugLabel(text: string | null): string | null {
  const key = plugOf(text);
  return key ? PLUGS[key].label : text;
}
