/** Meter readings arrive while windows are taken and lock the same rows in their own order. */
export async function repeatedOnDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: string; cause?: { code?: string } }).cause?.code ??
        (error as { code?: string }).code;
      if (code !== "40P01" || attempt === 4) throw error;
    }
  }
}
