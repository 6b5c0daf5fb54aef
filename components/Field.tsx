import type { ComponentChildren } from "preact";
import { TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { CircleAlert } from "./icons.ts";

/** What every labelled control takes. `name` also makes the id, so it is unique in its page unless
 * `id` says otherwise. */
export type FieldProps = {
  name: string;
  label: string;
  id?: string;
  hint?: ComponentChildren;
  /** What is wrong and how to put it right. */
  error?: string;
  required?: boolean;
  disabled?: boolean;
};

/** The attributes that tie a control to its label, hint and error. */
export function fieldControl({ name, id = `field-${name}`, hint, error, ...rest }: FieldProps) {
  const described = cx(hint ? `${id}-hint` : "", error ? `${id}-error` : "");
  return {
    id,
    name,
    required: rest.required,
    disabled: rest.disabled,
    "aria-invalid": error ? "true" as const : undefined,
    "aria-describedby": described || undefined,
  };
}

/** Label above, hint and error below a control that was given `fieldControl(props)`. */
export function Field({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  const { id } = fieldControl(field);
  return (
    <div class="flex min-w-0 flex-col gap-1">
      <label for={id} class="text-sm font-medium">
        {field.label}
        {field.required && <span aria-hidden="true" class="ml-0.5 text-destructive-rose">*</span>}
      </label>
      {children}
      <FieldNotes field={field} />
    </div>
  );
}

/** Hint and error texts under a control. */
export function FieldNotes({ field }: { field: FieldProps }) {
  const { id } = fieldControl(field);
  return (
    <>
      {field.hint && <p id={`${id}-hint`} class="text-xs text-ink-muted">{field.hint}</p>}
      {field.error && (
        <p
          id={`${id}-error`}
          class={cx(TONE_CLASS.error, "flex items-start gap-1 text-sm text-accent-ink")}
        >
          <CircleAlert size={16} aria-hidden="true" class="mt-0.5 shrink-0" />
          {field.error}
        </p>
      )}
    </>
  );
}
