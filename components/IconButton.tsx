import { buttonClass, type ButtonSize, type ButtonVariant } from "./button_style.ts";
import type { Icon } from "./icons.ts";

type IconButtonProps = {
  icon: Icon;
  /** What it does; read out and shown on hover. */
  label: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** With an address it is a link, without one a button. */
  href?: string;
  type?: "submit" | "button";
  name?: string;
  value?: string;
  disabled?: boolean;
};

/** A control that is only an icon. */
export function IconButton(
  { icon: Glyph, label, variant = "ghost", size, href, type = "submit", name, value, disabled }:
    IconButtonProps,
) {
  const style = buttonClass({ variant, size, square: true });
  const glyph = <Glyph size={18} aria-hidden="true" />;
  if (href) return <a href={href} aria-label={label} title={label} class={style}>{glyph}</a>;
  return (
    <button
      type={type}
      name={name}
      value={value}
      disabled={disabled}
      aria-label={label}
      title={label}
      class={style}
    >
      {glyph}
    </button>
  );
}
