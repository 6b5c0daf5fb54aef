import { Api } from "./api.ts";
import { closePeriods } from "./billing/clock.ts";
import { EventAftermath } from "./billing/event_aftermath.ts";
import { LagoControl } from "./control.ts";
import { Faults } from "./faults.ts";
import { RateLimiter } from "./http/rate_limit.ts";
import { serveHttp } from "./http/server.ts";
import { Lago } from "./lago.ts";
import { type LagoSandboxOptions, withDefaults } from "./options.ts";
import { seededRandom } from "./random.ts";
import { allRoutes } from "./routes.ts";
import { ensureWebhookEndpoint } from "./resources/webhook_endpoints.ts";

export type { LagoSandboxOptions } from "./options.ts";
export type { LagoControl } from "./control.ts";
export type { FaultRule } from "./faults.ts";
export type { EventFilter, StoredEvent } from "./store/events.ts";

/** A running stand-in of Lago. */
export interface LagoSandbox {
  /** Base without `/api/v1`. */
  apiUrl: string;
  control: LagoControl;
  /** Ends the server, the webhooks under way and the database. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP stand-in of Lago on loopback.
 *
 * @example
 * const lago = await startLagoSandbox({ apiKey: "key", hmacKey: "token" });
 * await fetch(`${lago.apiUrl}/api/v1/plans`, { headers: { Authorization: "Bearer key" } });
 * await lago.stop();
 */
export async function startLagoSandbox(options: LagoSandboxOptions): Promise<LagoSandbox> {
  const settings = withDefaults(options);
  const lago = new Lago(settings);
  const faults = new Faults(seededRandom(settings.seed));
  const aftermath = new EventAftermath(lago, settings.eventErrorDelayMs);
  const limiter = new RateLimiter(options.rateLimits ?? {});
  const api = new Api(lago, faults, limiter, allRoutes(lago, aftermath));
  const server = await serveHttp(
    settings.port,
    settings.hostname,
    (request) => api.answer(request),
  );
  lago.apiUrl = server.url;
  if (options.webhookUrl) {
    ensureWebhookEndpoint(lago, options.webhookUrl, settings.webhookAlgorithm);
  }
  const timer = settings.autoBill
    ? setInterval(() => closePeriods(lago, lago.now()), settings.autoBillEveryMs)
    : undefined;
  return {
    apiUrl: server.url,
    control: new LagoControl(lago, faults, api, aftermath),
    async stop() {
      clearInterval(timer);
      aftermath.cancel();
      await server.stop();
      await lago.close();
    },
  };
}
