import type { ComponentChildren } from "preact";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button_style.ts";

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton(
  { href, variant, size, wide, external, download, children, class: extra }: {
    href: string;
    variant?: ButtonVariant;
    size?: ButtonSize;
    wide?: boolean;
    /** Opens in a new tab, without telling the other side who sent it. */
    external?: boolean;
    download?: boolean | string;
    children: ComponentChildren;
    class?: string;
  },
) {
  const target = external ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return (
    <a
      href={href}
      download={download}
      {...target}
      class={buttonClass({ variant, size, wide, class: extra })}
    >
      {children}
    </a>
  );
}
