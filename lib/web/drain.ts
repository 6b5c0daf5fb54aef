/**
 * Counts the requests under way so that a stop can wait for them. `Deno.serve`'s own shutdown cuts the
 * bodies that are still arriving, so it may only be called once none is.
 */
export class Drain {
  #underWay = 0;
  #isClosed = false;
  #empty: (() => void) | null = null;

  /** Answers through `handle`; once closed, 503 with the word to come back on another connection. */
  async run(
    info: Pick<Deno.ServeHandlerInfo, "completed">,
    handle: () => Response | Promise<Response>,
  ): Promise<Response> {
    if (this.#isClosed) {
      return new Response("This process is stopping. Send the request again.\n", {
        status: 503,
        headers: { "connection": "close", "retry-after": "1" },
      });
    }
    this.#underWay++;
    const leave = () => {
      this.#underWay--;
      if (this.#underWay === 0) this.#empty?.();
    };
    info.completed.then(leave, leave);
    return await handle();
  }

  /** Takes no more requests; resolves when those under way are answered, or after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#isClosed = true;
    if (this.#underWay === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#empty = resolve;
      timer = setTimeout(resolve, graceMs);
    });
    clearTimeout(timer);
  }
}
