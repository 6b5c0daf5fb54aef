import type { InputHTMLAttributes } from "preact";
import { CONTROL_CLASS } from "./control_style.ts";
import { Field, fieldControl, type FieldProps } from "./Field.tsx";

type TextFieldProps =
  & FieldProps
  & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    | "value"
    | "placeholder"
    | "autocomplete"
    | "inputMode"
    | "min"
    | "max"
    | "step"
    | "minLength"
    | "maxLength"
    | "pattern"
    | "readOnly"
    | "list"
  >
  & {
    type?:
      | "text"
      | "email"
      | "search"
      | "number"
      | "date"
      | "time"
      | "datetime-local"
      | "password"
      | "url"
      | "tel";
  };

/** A one-line control with its label, hint and error. */
export function TextField(props: TextFieldProps) {
  const { label: _, hint: __, error: ___, type = "text", ...attributes } = props;
  return (
    <Field field={props}>
      <input {...attributes} {...fieldControl(props)} type={type} class={CONTROL_CLASS} />
    </Field>
  );
}
