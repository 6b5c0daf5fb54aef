import { endpoint } from "@/define.ts";
import { scanStream } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const getStream = endpoint({
  method: "GET",
  path: "/api/devices/scan-stream",
  hosts: "any",
  auth: "device",
  summary: "Scan requests and changes of the device as server-sent events",
  description: "Events: connected, scan.requested, scan.cancelled, device.capabilities.changed, " +
    "device.settings.changed, device.feature-flags.changed, device.session.replaced, " +
    "device.token.revoked. One stream per device: a new one ends the older. A stream without a message " +
    "for 90 s ends.",
  tags: ["Devices"],
  responses: {
    200: { description: "Events", contentType: "text/event-stream" },
    410: { description: "The device was deregistered" },
    429: { description: "More than three streams from one address" },
  },
}, ({ ctx, req, services, state }) =>
  scanStream(ctx, {
    clientIp: state.clientIp,
    lastEventId: req.headers.get("last-event-id"),
    stopping: services.stopping,
  }));

export const handler = handlers(getStream);
