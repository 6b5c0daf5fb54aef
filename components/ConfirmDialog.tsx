import type { ComponentChildren } from "preact";
import { buttonClass, type ButtonVariant } from "./button_style.ts";
import { ConfirmPanel, type ConfirmProps } from "./ConfirmPanel.tsx";

/** A button that asks before it acts. It opens by `<details>`, so it needs no script: beside the
 * button on a wide screen, as a sheet at the bottom on a phone. */
export function ConfirmDialog({ trigger, triggerVariant = "secondary", ...confirm }:
  & ConfirmProps
  & {
    trigger: ComponentChildren;
    triggerVariant?: ButtonVariant;
  }) {
  return (
    <details name="confirm" class="group relative inline-block">
      <summary class={buttonClass({ variant: triggerVariant })}>{trigger}</summary>
      <div class="z-50 rounded-xl border border-border-subtle bg-raised p-4 shadow-float max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-b-none max-sm:pb-8 sm:absolute sm:top-full sm:right-0 sm:mt-2 sm:w-96 sm:p-5">
        <ConfirmPanel {...confirm} />
      </div>
    </details>
  );
}
