import { clientNetwork } from "@/lib/platform/client_network.ts";
import type { Caller } from "./guards.ts";
import { RequestError } from "./request_error.ts";
import { type EndpointSpec, isWrite, type RateFamily, type RateSpec } from "./spec.ts";
import type { Surface, WebState } from "./types.ts";

/** Requests per minute of spec 3.3. */
const FAMILIES: Record<RateFamily, RateSpec> = {
  auth: { points: 10, perSec: 60, keyBy: "ip" },
  customer_read: { points: 120, perSec: 60 },
  customer_write: { points: 30, perSec: 60 },
  admin_read: { points: 300, perSec: 60 },
  admin_write: { points: 60, perSec: 60 },
};

/** A limit and the name under which it counts. */
export type NamedRate = RateSpec & { name: string };

/** The limit of an operation, by its declaration or else by namespace and method; null for none. */
export function rateOf(spec: EndpointSpec, surface: Surface): NamedRate | null {
  const { rate } = spec;
  if (rate === "none") return null;
  if (typeof rate === "object") return { ...rate, name: `${spec.method} ${spec.path}` };
  if (rate) return { ...FAMILIES[rate], name: rate };
  return defaultRate(spec, surface);
}

function defaultRate({ path, method, auth }: EndpointSpec, surface: Surface): NamedRate | null {
  const family = (name: RateFamily): NamedRate => ({ ...FAMILIES[name], name });
  const readOrWrite = isWrite(method) ? "write" : "read";
  if (auth === "hook") return null;
  if (path.startsWith("/api/auth/")) return family("auth");
  if (auth === "device") return { points: 120, perSec: 60, name: "bearer" };
  if (/^\/(ping|status)\b/.test(path)) {
    return { points: 20, perSec: 2, keyBy: "ip", name: "public" };
  }
  if (path.startsWith("/v1/")) {
    // spec/intelligence.md 0.5: per second 50 writes (burst 200) and 100 reads (burst 400).
    return { points: readOrWrite === "write" ? 200 : 400, perSec: 4, name: `v1_${readOrWrite}` };
  }
  if (path.startsWith("/api/customer/") || (surface === "customer" && auth !== "public")) {
    return family(`customer_${readOrWrite}`);
  }
  if (/^\/api\/(admin|v1)\//.test(path) || surface === "admin") {
    return family(`admin_${readOrWrite}`);
  }
  return family(`customer_${readOrWrite}`);
}

/** Takes one point; throws 429 with the headers of spec 3.3 when none is left. */
export async function checkRate(
  spec: EndpointSpec,
  state: WebState,
  caller: Caller,
): Promise<void> {
  const rate = rateOf(spec, state.surface);
  if (!rate) return;
  const isByAddress = rate.keyBy === "ip" || caller.by === "nothing";
  const who = isByAddress ? `ip:${clientNetwork(state.clientIp)}` : caller.key;
  const result = await state.services.limiter.consume(`${rate.name}:${who}`, rate);
  if (result.allowed) return;
  const retryAfterSec = Math.max(1, Math.ceil(result.resetMs / 1_000));
  const resetSec = Math.ceil((state.services.clock.nowMs() + result.resetMs) / 1_000);
  throw new RequestError(
    429,
    "rate_limited",
    `Too many requests. Retry after ${retryAfterSec}s.`,
    {
      headers: {
        "retry-after": String(retryAfterSec),
        "x-ratelimit-limit": String(rate.points),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(resetSec),
      },
    },
  );
}
