import type { FreshContext } from "fresh";
import type { WebState } from "./types.ts";

/**
 * Answers a page request that a middleware of the whole application refuses. Thrown errors would pass
 * by the middlewares around it and lose their headers; a rendered page does not.
 */
export function refusePage(
  context: FreshContext<WebState>,
  status: number,
  title: string,
  text: string,
): Promise<Response> {
  context.state.title = title;
  return context.render(
    <main id="main" tabIndex={-1} class="mx-auto max-w-md px-4 py-16">
      <h1 class="text-xl font-semibold">{title}</h1>
      <p class="mt-2 text-ink-muted">{text}</p>
      <p class="mt-6">
        <a class="underline" href="/">Back to the start</a>
      </p>
    </main>,
    { status },
    { skipInheritedLayouts: true },
  );
}
