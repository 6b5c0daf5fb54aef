import type { ButtonHTMLAttributes } from "preact";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button_style.ts";
import { Spinner } from "./Spinner.tsx";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon" | "class"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: shows a spinner and refuses another press. */
  busy?: boolean;
  /** Fills the width of its parent, as on a phone. */
  wide?: boolean;
  class?: string;
};

/** A button that submits its form unless `type` says otherwise. */
export function Button(props: ButtonProps) {
  const { variant, size, busy, wide, class: extra, type = "submit", disabled, children, ...rest } =
    props;
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy ? "true" : undefined}
      class={buttonClass({ variant, size, wide, class: extra })}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
