import { z } from "zod";
import type { Commands } from "./commands.ts";
import type { VirtualStation } from "./station.ts";

const reserveSchema = z.object({
  connectorId: z.number(),
  expiryDate: z.string(),
  idTag: z.string(),
  reservationId: z.number(),
});

/** ReserveNow and CancelReservation; connector 0 reserves any free one. */
export function reservationCommands(station: VirtualStation): Commands {
  return {
    ReserveNow: (params) => {
      const request = reserveSchema.parse(params);
      const connectors = [...station.connectors.values()];
      const connector = request.connectorId === 0
        ? connectors.find((one) => one.status === "Available")
        : station.connectors.get(request.connectorId);
      if (!connector) return { status: request.connectorId === 0 ? "Occupied" : "Rejected" };
      if (connector.status === "Faulted") return { status: "Faulted" };
      if (connector.status === "Unavailable") return { status: "Unavailable" };
      const isSameAgain = connector.reservation?.id === request.reservationId;
      if (connector.status !== "Available" && !isSameAgain) return { status: "Occupied" };
      const expiryMs = Date.parse(request.expiryDate);
      const reservation = { id: request.reservationId, idTag: request.idTag, expiryMs };
      connector.reservation = reservation;
      station.soon(() => station.settle(connector));
      station.options.clock.at(expiryMs, async () => {
        if (connector.reservation !== reservation) return;
        connector.reservation = null;
        await station.settle(connector);
      });
      return { status: "Accepted" };
    },
    CancelReservation: (params) => {
      const { reservationId } = z.object({ reservationId: z.number() }).parse(params);
      const connector = [...station.connectors.values()]
        .find((one) => one.reservation?.id === reservationId);
      if (!connector) return { status: "Rejected" };
      connector.reservation = null;
      station.soon(() => station.settle(connector));
      return { status: "Accepted" };
    },
  };
}
