import { CONTROL_CLASS } from "./control_style.ts";
import { Field, fieldControl, type FieldProps } from "./Field.tsx";

/** A text of several lines. `code` sets it in the monospace font. */
export function TextAreaField(
  props: FieldProps & {
    value?: string;
    rows?: number;
    maxLength?: number;
    placeholder?: string;
    code?: boolean;
  },
) {
  return (
    <Field field={props}>
      <textarea
        {...fieldControl(props)}
        rows={props.rows ?? 4}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        value={props.value}
        class={props.code ? `${CONTROL_CLASS} font-mono` : CONTROL_CLASS}
      />
    </Field>
  );
}
