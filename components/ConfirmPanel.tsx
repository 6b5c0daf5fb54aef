import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { TONE_CLASS } from "./accent.ts";
import { Button } from "./Button.tsx";
import { cx } from "./class_names.ts";
import { LinkButton } from "./LinkButton.tsx";
import { useT } from "./translate.ts";

export type ConfirmProps = {
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ComponentChildren;
  confirmLabel: string;
  /** Where the form posts to, and what it sends. */
  action: string;
  fields?: Record<string, string>;
  /** The page to return to when the reader says no. */
  cancelHref: string;
  destructive?: boolean;
  /** More inputs of the form, such as a reason. */
  inputs?: ComponentChildren;
};

/** A question with a form: stands on a page of its own or inside ConfirmDialog. */
export function ConfirmPanel(props: ConfirmProps) {
  const t = useT();
  const id = useId();
  return (
    <section aria-labelledby={id} class={cx(props.destructive && TONE_CLASS.error, "space-y-3")}>
      <h3 id={id} class="text-base font-semibold">{props.title}</h3>
      <div class="text-sm text-ink-muted">{props.children}</div>
      <form method="post" action={props.action} class="space-y-4">
        {Object.entries(props.fields ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.inputs}
        <div class="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse">
          <LinkButton href={props.cancelHref}>{t("Go back")}</LinkButton>
          <Button variant={props.destructive ? "destructive" : "primary"}>
            {props.confirmLabel}
          </Button>
        </div>
      </form>
    </section>
  );
}
