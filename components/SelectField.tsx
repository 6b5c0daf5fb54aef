import { CONTROL_CLASS } from "./control_style.ts";
import { Field, fieldControl, type FieldProps } from "./Field.tsx";
import { ChevronDown } from "./icons.ts";

export type Option = { value: string; label: string; disabled?: boolean };

/** A choice of one from a list. */
export function SelectField(props: FieldProps & { options: Option[]; value?: string }) {
  return (
    <Field field={props}>
      <div class="relative">
        <select {...fieldControl(props)} class={`${CONTROL_CLASS} appearance-none pr-9`}>
          {props.options.map((option) => (
            <option
              key={option.value}
              value={option.value}
              disabled={option.disabled}
              selected={option.value === props.value}
            >
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={16}
          aria-hidden="true"
          class="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-muted"
        />
      </div>
    </Field>
  );
}
