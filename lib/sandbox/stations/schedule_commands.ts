import { z } from "zod";
import type { Commands } from "./commands.ts";
import type { Connector } from "./connector.ts";
import { chargingProfileSchema } from "./profiles.ts";
import type { VirtualStation } from "./station.ts";

const clearSchema = z.object({
  id: z.number().optional(),
  connectorId: z.number().optional(),
  chargingProfilePurpose: z.string().optional(),
  stackLevel: z.number().optional(),
});

/** Smart charging: profiles cap the power from the next moment on. */
export function scheduleCommands(station: VirtualStation): Commands {
  const at = (connectorId: number | undefined) =>
    [...station.connectors.values()].filter((one) => !connectorId || one.spec.id === connectorId);
  const refresh = (connectors: Connector[]) =>
    station.soon(async () => {
      for (const connector of connectors.filter((one) => one.session)) {
        await station.setStatus(connector, connector.chargingStatus(station.now));
      }
    });
  return {
    SetChargingProfile: (params) => {
      const { connectorId, csChargingProfiles } = z.object({
        connectorId: z.number(),
        csChargingProfiles: chargingProfileSchema,
      }).parse(params);
      const targets = at(connectorId);
      const isForSession = csChargingProfiles.chargingProfilePurpose === "TxProfile";
      if (!targets.length || (isForSession && !targets.some((one) => one.session))) {
        return { status: "Rejected" };
      }
      for (const connector of targets) {
        connector.step(station.now);
        const others = connector.profiles.filter((one) =>
          one.chargingProfileId !== csChargingProfiles.chargingProfileId
        );
        connector.profiles = [...others, { ...csChargingProfiles, connectorId }];
      }
      refresh(targets);
      return { status: "Accepted" };
    },
    ClearChargingProfile: (params) => {
      const filter = clearSchema.parse(params);
      const targets = at(filter.connectorId);
      let cleared = 0;
      for (const connector of targets) {
        connector.step(station.now);
        const kept = connector.profiles.filter((one) =>
          (filter.id !== undefined && one.chargingProfileId !== filter.id) ||
          (filter.stackLevel !== undefined && one.stackLevel !== filter.stackLevel) ||
          (filter.chargingProfilePurpose !== undefined &&
            one.chargingProfilePurpose !== filter.chargingProfilePurpose)
        );
        cleared += connector.profiles.length - kept.length;
        connector.profiles = kept;
      }
      refresh(targets);
      return { status: cleared ? "Accepted" : "Unknown" };
    },
    GetCompositeSchedule: (params) => {
      const { connectorId, duration } = z.object({ connectorId: z.number(), duration: z.number() })
        .parse(params);
      const connector = at(connectorId)[0];
      if (!connector) return { status: "Rejected" };
      return {
        status: "Accepted",
        connectorId,
        scheduleStart: station.stamp(),
        chargingSchedule: {
          duration,
          chargingRateUnit: "W",
          chargingSchedulePeriod: [{ startPeriod: 0, limit: connector.limitW(station.now) }],
        },
      };
    },
  };
}
