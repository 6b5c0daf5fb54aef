/** Page accents and message tones, as class names. Every name is written out: a class built from
 * parts would be missed by the style compiler. */

export const ACCENT_CLASS = {
  red: "accent accent-red",
  orange: "accent accent-orange",
  amber: "accent accent-amber",
  yellow: "accent accent-yellow",
  lime: "accent accent-lime",
  green: "accent accent-green",
  emerald: "accent accent-emerald",
  teal: "accent accent-teal",
  cyan: "accent accent-cyan",
  sky: "accent accent-sky",
  blue: "accent accent-blue",
  indigo: "accent accent-indigo",
  violet: "accent accent-violet",
  purple: "accent accent-purple",
  fuchsia: "accent accent-fuchsia",
  pink: "accent accent-pink",
  rose: "accent accent-rose",
  slate: "accent accent-slate",
  muted: "accent accent-muted",
} as const;

/** One of the 18 hues, or `muted`. It flows down the tree from the element that carries it. */
export type Accent = keyof typeof ACCENT_CLASS;

/** What a message or status means, whatever the accent of its page. */
export type Tone = "neutral" | "info" | "success" | "warning" | "error";

export const TONE_CLASS: Record<Tone, string> = {
  neutral: ACCENT_CLASS.muted,
  info: ACCENT_CLASS.sky,
  success: ACCENT_CLASS.emerald,
  warning: ACCENT_CLASS.amber,
  error: ACCENT_CLASS.rose,
};
