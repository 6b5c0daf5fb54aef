/** Turning ring. With a label it is announced; without one it is decoration beside a text. */
export function Spinner({ label, size = 16 }: { label?: string; size?: number }) {
  return (
    <span role={label ? "status" : undefined} class="inline-flex">
      <svg
        width={size}
        height={size}
        viewBox="0 0 16 16"
        fill="none"
        aria-hidden="true"
        class="spinner"
      >
        <circle cx="8" cy="8" r="6" stroke="currentColor" stroke-opacity="0.25" stroke-width="2" />
        <path
          d="M14 8a6 6 0 0 0-6-6"
          stroke="currentColor"
          stroke-width="2"
          stroke-linecap="round"
        />
      </svg>
      {label && <span class="sr-only">{label}</span>}
    </span>
  );
}
