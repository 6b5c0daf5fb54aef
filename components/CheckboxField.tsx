import { fieldControl, FieldNotes, type FieldProps } from "./Field.tsx";

/** A yes or no with its label beside it. `value` is what the form sends when it is on. */
export function CheckboxField(
  props: FieldProps & { checked?: boolean; value?: string; type?: "checkbox" | "radio" },
) {
  return (
    <div class="flex min-w-0 flex-col">
      <label class="tap flex items-center gap-3 text-sm font-medium">
        <input
          {...fieldControl(props)}
          type={props.type ?? "checkbox"}
          value={props.value ?? "true"}
          checked={props.checked}
          class="size-5 shrink-0 accent-accent-solid"
        />
        {props.label}
      </label>
      <div class="pl-8">
        <FieldNotes field={props} />
      </div>
    </div>
  );
}
