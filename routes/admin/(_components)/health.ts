import type { checkHealth } from "@/lib/health/mod.ts";

/** The body of `GET /api/health`. */
export type Health = Awaited<ReturnType<typeof checkHealth>>;
