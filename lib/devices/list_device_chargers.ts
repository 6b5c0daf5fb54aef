import { asc, sql } from "drizzle-orm";
import { chargers, sites } from "@/db/schema/mod.ts";
import { listChargers } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { requireCapability } from "./capabilities.ts";
import {
  type AppChargerState,
  type AppConnectorType,
  appStateOf,
  connectorTypeOf,
  type FormFactor,
  formFactorOf,
} from "./charger_state.ts";

export interface DeviceCharger {
  chargerId: string;
  publicId: string | null;
  label: string;
  siteName: string | null;
  formFactor: FormFactor;
  connectorType: AppConnectorType | null;
  maxKw: number | null;
  /** Absent for an unmanaged charger. */
  state?: AppChargerState;
  managementMode: "ocpp" | "unmanaged";
  lastSeenAt: Date | null;
  capabilities: string[];
  latitude: number | null;
  longitude: number | null;
  address: string | null;
}

/** Rows that one read of chargers takes. */
const CHUNK = 200;

/**
 * All chargers of the network for the app's list, last seen first. Throws `forbidden` without the
 * capability `user`.
 */
export async function listDeviceChargers(ctx: Ctx): Promise<DeviceCharger[]> {
  await requireCapability(ctx, "user");
  const [order, places] = await Promise.all([
    ctx.db.select({ id: chargers.chargeBoxId }).from(chargers)
      .orderBy(sql`${chargers.lastSeenAt} desc nulls last`, asc(chargers.chargeBoxId)),
    ctx.db.select({ id: sites.id, name: sites.name, address: sites.address }).from(sites),
  ]);
  const siteOf = new Map(places.map((site) => [site.id, site]));
  const found: DeviceCharger[] = [];
  for (let from = 0; from < order.length; from += CHUNK) {
    const chargeBoxIds = order.slice(from, from + CHUNK).map((row) => row.id);
    for (const charger of await listChargers(ctx, { chargeBoxIds })) {
      const site = charger.siteId === null ? undefined : siteOf.get(charger.siteId);
      found.push({
        chargerId: charger.chargeBoxId,
        publicId: charger.publicId,
        label: charger.name,
        siteName: site?.name ?? null,
        formFactor: formFactorOf(charger.formFactor),
        connectorType: connectorTypeOf(charger.connectorType),
        maxKw: charger.maxKw,
        state: appStateOf(charger),
        managementMode: charger.managementMode,
        lastSeenAt: charger.lastSeenAt,
        capabilities: [...new Set(["charger", ...charger.capabilities])],
        latitude: charger.latitude,
        longitude: charger.longitude,
        address: charger.address ?? site?.address ?? null,
      });
    }
  }
  return found;
}
