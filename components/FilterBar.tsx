import AutoSubmit from "../islands/ui/AutoSubmit.tsx";
import { TONE_CLASS } from "./accent.ts";
import { Button } from "./Button.tsx";
import { cx } from "./class_names.ts";
import { CONTROL_CLASS } from "./control_style.ts";
import { Field, fieldControl } from "./Field.tsx";
import { CircleAlert } from "./icons.ts";
import { LinkButton } from "./LinkButton.tsx";
import { type Option, SelectField } from "./SelectField.tsx";
import { TextField } from "./TextField.tsx";
import { useT } from "./translate.ts";

/** One filter. An empty value means it is off. */
export type Filter =
  | { kind: "select"; name: string; label: string; value: string; options: Option[] }
  | { kind: "date"; name: string; label: string; value: string }
  | { kind: "search"; name: string; label: string; value: string; placeholder?: string };

/** Filters that contradict each other, by name, and what is wrong with them. */
export type FilterProblem = { fields: readonly string[]; text: string };

const PROBLEM_ID = "filter-problem";

/** Filters as a GET form, so that the address holds them and Back works. With scripts a changed
 * choice applies at once, without them by the button. `keep` carries other query values along;
 * a `problem` is said below and marked at its fields, which keep what was chosen. */
export function FilterBar({ label, action, filters, keep = {}, clearHref, problem }: {
  label: string;
  action: string;
  filters: Filter[];
  keep?: Record<string, string>;
  clearHref: string;
  problem?: FilterProblem | null;
}) {
  const t = useT();
  const isFiltered = filters.some((filter) => filter.value !== "");
  const formId = `filters-${filters.map((filter) => filter.name).join("-")}`;
  return (
    <form
      id={formId}
      method="get"
      action={action}
      role="search"
      aria-label={label}
      class="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {filters.map((filter) => (
        <div
          key={filter.name}
          class={filter.kind === "search" ? "max-sm:col-span-2 sm:min-w-56 sm:flex-1" : "sm:w-44"}
        >
          <FilterControl filter={filter} isWrong={problem?.fields.includes(filter.name) ?? false} />
        </div>
      ))}
      {problem && (
        <p
          id={PROBLEM_ID}
          role="alert"
          class={cx(
            TONE_CLASS.error,
            "col-span-2 flex items-center gap-1 text-sm text-accent-ink sm:order-last sm:basis-full",
          )}
        >
          <CircleAlert size={16} aria-hidden="true" class="shrink-0" />
          {problem.text}
        </p>
      )}
      <div class="flex gap-2 max-sm:col-span-2 max-sm:*:flex-1">
        <Button>{t("Apply")}</Button>
        {isFiltered && (
          <LinkButton href={clearHref} variant="ghost">{t("Clear filters")}</LinkButton>
        )}
      </div>
      <AutoSubmit formId={formId} />
    </form>
  );
}

function FilterControl({ filter, isWrong }: { filter: Filter; isWrong: boolean }) {
  const { name, label, value } = filter;
  const id = `filter-${name}`;
  if (filter.kind === "select") {
    return <SelectField id={id} name={name} label={label} value={value} options={filter.options} />;
  }
  if (isWrong) {
    const field = { id, name, label };
    return (
      <Field field={field}>
        <input
          {...fieldControl(field)}
          type={filter.kind}
          value={value}
          aria-invalid="true"
          aria-describedby={PROBLEM_ID}
          class={CONTROL_CLASS}
        />
      </Field>
    );
  }
  return (
    <TextField
      id={id}
      name={name}
      label={label}
      value={value}
      type={filter.kind}
      placeholder={filter.kind === "search" ? filter.placeholder : undefined}
    />
  );
}
