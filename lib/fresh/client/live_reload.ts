/** Reloads the page when the development server says so, or when it came back as a new process. */
export function connect(): void {
  let id: string | null = null;
  const events = new EventSource("/_fresh/live");
  events.addEventListener("reload", () => location.reload());
  events.addEventListener("id", (event) => {
    if (id !== null && id !== event.data) location.reload();
    id = event.data;
  });
}
