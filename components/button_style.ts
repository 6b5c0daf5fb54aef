import { cx } from "./class_names.ts";

/** `primary` once per view; `destructive` for what cannot be undone; `ghost` inside dense rows. */
export type ButtonVariant = "primary" | "secondary" | "ghost" | "destructive";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "bg-accent-solid text-accent-on hover:brightness-110",
  secondary: "border border-border-control/60 bg-card text-ink hover:bg-sunken",
  ghost: "text-ink-muted hover:bg-ink/5 hover:text-ink",
  destructive: "accent accent-rose bg-accent-solid text-accent-on hover:brightness-110",
};

const SIZE: Record<ButtonSize, string> = {
  sm: "tap px-3 text-sm",
  md: "tap px-4 text-sm",
  lg: "min-h-12 px-6 text-base",
};

const SQUARE: Record<ButtonSize, string> = {
  sm: "tap-square",
  md: "tap-square",
  lg: "min-h-12 min-w-12",
};

/** Classes shared by buttons and links that look like buttons. */
export function buttonClass(
  { variant = "secondary", size = "md", square = false, wide = false, class: extra }: {
    variant?: ButtonVariant;
    size?: ButtonSize;
    square?: boolean;
    wide?: boolean;
    class?: string;
  },
): string {
  return cx(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium",
    "whitespace-nowrap transition-[background-color,filter] duration-150",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-busy:cursor-progress",
    VARIANT[variant],
    square ? SQUARE[size] : SIZE[size],
    wide && "w-full",
    extra,
  );
}
