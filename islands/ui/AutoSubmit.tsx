import { useEffect } from "preact/hooks";

/** Submits the form `formId` when a select or box in it changes. Text and dates, which change while
 * they are typed, wait for Enter or the button. Renders nothing to see. */
export default function AutoSubmit({ formId }: { formId: string }) {
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const onChange = (event: Event) => {
      const isSelect = event.target instanceof HTMLSelectElement;
      const isPick = event.target instanceof HTMLInputElement &&
        ["checkbox", "radio"].includes(event.target.type);
      if (isSelect || isPick) form.requestSubmit();
    };
    form.addEventListener("change", onChange);
    return () => form.removeEventListener("change", onChange);
  }, [formId]);
  return <span hidden />;
}
