import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

interface DisclosureProps {
  label: ComponentChildren;
  children: ComponentChildren;
  isOpen?: boolean;
}

export default function Disclosure(
  { label, children, isOpen = false }: DisclosureProps,
) {
  const open = useSignal(isOpen);
  return (
    <section>
      <button
        type="button"
        class="toggle"
        onClick={() => open.value = !open.value}
      >
        {label}
      </button>
      {open.value && <div class="content">{children}</div>}
    </section>
  );
}
