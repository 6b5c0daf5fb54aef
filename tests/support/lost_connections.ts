import { isLostConnection } from "@/lib/platform/uncaught.ts";

/**
 * Lets a test that hosts services in its own process live through what the entry points live through
 * (`guardProcess`): errors of postgres.js that nobody can catch. Any other error still fails the run.
 */
export function outliveLostConnections(): void {
  const judge = (event: Event, error: unknown) => {
    if (isLostConnection(error)) event.preventDefault();
  };
  globalThis.addEventListener("error", (event) => judge(event, event.error));
  globalThis.addEventListener("unhandledrejection", (event) => judge(event, event.reason));
}
