/**
 * Waits for `work` no longer than `limitMs` (real time: it is a person who waits). What comes later goes
 * on by itself, and its failure is nobody's surprise.
 */
export async function atMost<T>(
  work: Promise<T>,
  limitMs: number,
): Promise<{ isDone: true; value: T } | { isDone: false }> {
  work.catch(() => {});
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<{ isDone: false }>((resolve) => {
    timer = setTimeout(() => resolve({ isDone: false }), limitMs);
  });
  try {
    return await Promise.race([work.then((value) => ({ isDone: true as const, value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
