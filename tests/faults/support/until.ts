/** Looks every 25 ms until `look` finds something; throws with `what` after `deadlineMs`. */
export async function until<T>(
  what: string,
  deadlineMs: number,
  look: () => Promise<T | false> | T | false,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`);
    await moment(25);
  }
}

/** A moment of real time: faults strike in the middle of work. */
export function moment(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
