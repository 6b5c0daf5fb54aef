import { flashCookie } from "@/components/flash.ts";
import type { State } from "@/define.ts";
import { requirePermission } from "@/lib/auth/mod.ts";
import { triggerSync } from "@/lib/sync/mod.ts";

/** Stores the wish for a run and goes back to `/sync`, where it appears. Asking twice is one wish. */
export async function askForRun(
  state: State,
  wish: { source: string; retryOfId?: number },
): Promise<Response> {
  requirePermission(state.ctx.actor, "sync:trigger");
  await triggerSync(state.ctx, wish);
  const text = "A sync was asked for. It begins within seconds and shows here.";
  return new Response(null, {
    status: 303,
    headers: {
      location: "/sync",
      "set-cookie": flashCookie({ tone: "success", text }, state.services.config),
    },
  });
}
