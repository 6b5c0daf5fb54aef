import type { Sql } from "@/db/client.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export interface PreAuthorizeInput {
  idTag: string;
  chargeBoxId: string;
}

export interface PreAuthorizeResult {
  /** `BLOCKED`: the tap was a sign-in, the station must not charge. Null: SteVe decides. */
  override: "BLOCKED" | null;
}

/** A charger's liveness is written from here at most this often (ms). */
const LIVENESS_EVERY_MS = 60_000;
/** With this many answers outstanding the database is not keeping up: further taps are not asked about. */
const MAX_OUTSTANDING = 100;
const MAX_REMEMBERED = 50_000;

interface Claim {
  identifier: string;
  is_new: boolean;
}

/**
 * Answers whether a tap belongs to somebody who waits to sign in at that charger. Charging comes first:
 * a database that is down or slow means "no override", never an error.
 */
export class PreAuthorizer {
  #seenMs = new Map<string, number>();
  #outstanding = 0;

  /** `deadlineMs`: SteVe waits about 200 ms, and a later answer is worth nothing: then it is "no override". */
  constructor(
    private readonly pool: Sql,
    private readonly deadlineMs: number,
  ) {}

  async preAuthorize(ctx: Ctx, input: PreAuthorizeInput): Promise<PreAuthorizeResult> {
    this.#markAlive(ctx, input.chargeBoxId);
    if (this.#outstanding >= MAX_OUTSTANDING) return { override: null };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.deadlineMs);
    });
    const claim = this.#claim(ctx, input);
    try {
      const found = await Promise.race([claim, late]);
      return { override: found ? "BLOCKED" : null };
    } catch (error) {
      ctx.log.warning("A tap could not be matched; SteVe decides.", { error });
      return { override: null };
    } finally {
      clearTimeout(timer);
      claim.catch(() => {}); // After the deadline its failure has no listener.
    }
  }

  /**
   * Steal or match, in one statement: an armed pairing of this charger is claimed for the card; a
   * pairing this card claimed before answers the same again. A second card finds nothing.
   */
  async #claim(ctx: Ctx, { chargeBoxId, idTag }: PreAuthorizeInput): Promise<Claim | null> {
    const prefix = `scan-pair:${chargeBoxId}:`;
    const now = ctx.clock.now().toISOString();
    this.#outstanding++;
    try {
      const [claim] = await this.pool<Claim[]>`
        with candidate as (
          select id, identifier, status from verifications
          where starts_with(identifier, ${prefix}) and expires_at > ${now}::timestamptz
            and strpos(substr(identifier, length(${prefix}::text) + 1), ':') = 0
            and (status = 'armed' or (status = 'consumed' and upper(matched_id_tag) = upper(${idTag})))
          order by status desc, created_at, id limit 1 for update
        ), claimed as (
          update verifications v set status = 'consumed', matched_id_tag = ${idTag},
            updated_at = ${now}::timestamptz
          from candidate c where v.id = c.id and c.status = 'armed' returning v.id
        )
        select identifier, exists (select 1 from claimed) as is_new from candidate`;
      if (claim?.is_new) {
        await ctx.events.publish(ctx.db, "scan.intercepted", {
          pairingCode: claim.identifier.slice(prefix.length),
          pairableType: "charger",
          pairableId: chargeBoxId,
        });
      }
      return claim ?? null;
    } finally {
      this.#outstanding--;
    }
  }

  #markAlive(ctx: Ctx, chargeBoxId: string): void {
    const nowMs = ctx.clock.nowMs();
    if (nowMs - (this.#seenMs.get(chargeBoxId) ?? -Infinity) < LIVENESS_EVERY_MS) return;
    if (this.#seenMs.size >= MAX_REMEMBERED) this.#seenMs.clear();
    this.#seenMs.set(chargeBoxId, nowMs);
    const now = ctx.clock.now().toISOString();
    this.pool`update chargers set last_seen_at = ${now}::timestamptz
      where charge_box_id = ${chargeBoxId} and (last_seen_at is null or last_seen_at < ${now}::timestamptz)`
      .catch(() => this.#seenMs.delete(chargeBoxId));
  }
}
