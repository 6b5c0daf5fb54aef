import { Buffer } from "node:buffer";
import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { WebhookEndpoint } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { invalid } from "../http/errors.ts";
import { listKind } from "../http/listing.ts";
import { publicKeyOf } from "../webhooks/signature.ts";

const MAX_ENDPOINTS = 10;

const endpointSchema = z.object({
  webhook_url: z.url(),
  signature_algo: z.enum(["jwt", "hmac"]).default("jwt"),
  event_types: z.array(z.string()).nullish(),
});

function createEndpoint(lago: Lago, input: z.infer<typeof endpointSchema>): WebhookEndpoint {
  const known = lago.docs.all("webhook_endpoint");
  if (known.length >= MAX_ENDPOINTS) throw invalid({ base: ["exceeded_limit"] });
  if (known.some(({ webhook_url }) => webhook_url === input.webhook_url)) {
    throw invalid({ webhook_url: ["value_already_exist"] });
  }
  return lago.docs.add("webhook_endpoint", {
    lago_id: lago.id(),
    ...input,
    event_types: input.event_types ?? null,
    created_at: lago.stamp(),
  }, { key: input.webhook_url });
}

/** The endpoint with this URL, created when absent. */
export function ensureWebhookEndpoint(
  lago: Lago,
  url: string,
  algorithm: "jwt" | "hmac",
): WebhookEndpoint {
  return lago.docs.byKey("webhook_endpoint", url) ??
    createEndpoint(lago, { webhook_url: url, signature_algo: algorithm });
}

/** `/webhook_endpoints` and the key of JWT signatures. */
export function webhookEndpointRoutes(lago: Lago): Route[] {
  const find = (id: string) => lago.byId("webhook_endpoint", id);
  return [
    ["POST", "/webhook_endpoints", ({ body }) => ({
      webhook_endpoint: createEndpoint(lago, unwrap(body, "webhook_endpoint", endpointSchema)),
    })],
    [
      "GET",
      "/webhook_endpoints",
      ({ query }) => listKind(lago, "webhook_endpoints", query, "webhook_endpoint"),
    ],
    ["GET", "/webhook_endpoints/{id}", ({ path }) => ({ webhook_endpoint: find(path.id) })],
    ["PUT", "/webhook_endpoints/{id}", ({ path, body }) => {
      const input = unwrap(body, "webhook_endpoint", endpointSchema);
      const changed = { ...find(path.id), ...input, event_types: input.event_types ?? null };
      return { webhook_endpoint: lago.docs.update("webhook_endpoint", changed) };
    }],
    ["DELETE", "/webhook_endpoints/{id}", ({ path }) => {
      const gone = find(path.id);
      lago.docs.remove("webhook_endpoint", gone.lago_id);
      return { webhook_endpoint: gone };
    }],
    ["GET", "/webhooks/json_public_key", () => ({
      webhook: { public_key: Buffer.from(publicKeyOf(lago.privateKey())).toString("base64") },
    })],
  ];
}
