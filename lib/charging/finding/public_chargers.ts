import type { Db } from "@/db/client.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { StatusWord } from "../charger_status.ts";
import type { ConnectorView } from "../list_chargers.ts";
import { findChargers, type FoundCharger } from "./find_chargers.ts";
import { plugLabel } from "./plugs.ts";

export type PublicState = "free" | "in_use" | "reserved" | "offline";

/** A charger as anybody may know it: nothing of who charges there. */
export interface PublicCharger {
  /** The id of its sticker. */
  id: string;
  name: string;
  site: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  state: PublicState;
  free: number;
  total: number;
  connectors: { id: number; type: string | null; maxKw: number | null; state: PublicState }[];
}

export interface PublicChargers {
  chargers: PublicCharger[];
  /** The network is larger than what one answer holds. */
  isCut: boolean;
}

/** How long one answer serves everybody: a crowd costs one look. */
export const PUBLIC_FEED_MS = 5_000;
const MOST = 1_000;

const answers = new WeakMap<Db, { atMs: number; answer: Promise<PublicChargers> }>();

/** All chargers by name, at most 1,000, as they were at most `PUBLIC_FEED_MS` ago. */
export function publicChargers(ctx: Ctx): Promise<PublicChargers> {
  const nowMs = ctx.clock.nowMs();
  const known = answers.get(ctx.db);
  if (known && nowMs >= known.atMs && nowMs - known.atMs < PUBLIC_FEED_MS) return known.answer;
  const answer = load(ctx);
  answers.set(ctx.db, { atMs: nowMs, answer });
  // A failure is not kept: the next visitor tries again.
  answer.catch(() => answers.get(ctx.db)?.answer === answer && answers.delete(ctx.db));
  return answer;
}

async function load(ctx: Ctx): Promise<PublicChargers> {
  const chargers: PublicCharger[] = [];
  let cursor: string | undefined;
  do {
    const page = await findChargers(ctx, { sort: "name", limit: 100, cursor });
    chargers.push(...page.items.map(publicView));
    cursor = page.next ?? undefined;
  } while (cursor && chargers.length < MOST);
  return { chargers, isCut: cursor !== undefined };
}

/** What anybody may know of a charger. */
export function publicView(found: FoundCharger): PublicCharger {
  const isReachable = found.status !== "offline" || found.isOnline;
  return {
    id: found.publicId,
    name: found.name,
    site: found.site?.name ?? null,
    address: found.place,
    latitude: found.position?.lat ?? null,
    longitude: found.position?.lon ?? null,
    state: publicState(found.status),
    free: found.free,
    total: found.total,
    connectors: found.connectors.map((one) => publicConnector(one, isReachable)),
  };
}

function publicConnector(one: ConnectorView, isReachable: boolean) {
  return {
    id: one.connectorId,
    type: plugLabel(one.type),
    maxKw: one.maxKw,
    state: isReachable ? publicState(one.status) : "offline" as const,
  };
}

export const publicState = (status: StatusWord): PublicState =>
  status === "online" ? "free" : status;
