import { endpoint } from "@/define.ts";
import { pairingQuery, scanSlots, streamScan } from "@/lib/auth/mod.ts";
import { clientNetwork } from "@/lib/platform/client_network.ts";
import { limit } from "@/lib/platform/errors.ts";
import { eventStream } from "@/lib/platform/sse.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/scan-detect",
    hosts: "customer",
    auth: "public",
    rate: { points: 30, perSec: 60, keyBy: "ip" },
    tags: ["Signing in"],
    summary: "Wait for the tap of a pairing, as server-sent events",
    description:
      "`scan.intercepted` carries what scan-login asks for; its `idTag` is a reference of the card, good for " +
      "this pairing alone, never the card's number. `cancelled`: the pairing is over. A tap before the " +
      "stream opened is told at once. Three streams per address.",
    request: { query: pairingQuery },
    responses: {
      200: { description: "Events", contentType: "text/event-stream" },
      429: { description: "Too many open streams" },
    },
  },
  ({ ctx, query, req, services, state }) => {
    const release = scanSlots.take(clientNetwork(state.clientIp));
    if (!release) {
      throw limit("Too many open streams. Retry after 5s.", {
        code: "rate_limited",
        retryAfterSec: 5,
      });
    }
    return eventStream({
      signal: services.stopping,
      lastEventId: req.headers.get("last-event-id"),
      onClose: release,
      subscribe: (send, lastId) => streamScan(ctx, query, send, lastId),
    });
  },
));
