import { isoOrNull } from "../http/dates.ts";
import { ApiError } from "../http/errors.ts";
import { parseInteger } from "../http/query.ts";
import { ok, type Route } from "../http/router.ts";
import type { Connections } from "../ocpp/connections.ts";
import type { Tasks } from "../operations/tasks.ts";
import type { StationRow } from "../store/stations.ts";
import type { Store } from "../store/store.ts";

/** What the patched SteVe serves and upstream does not: stations, reservations and tasks. */
export function forkRoutes(store: Store, connections: Connections, tasks: Tasks): Route[] {
  return [
    {
      method: "GET",
      path: "/chargeBoxes",
      handle: () =>
        ok(store.stations.all().map((station) => chargeBoxBody(store, connections, station))),
    },
    {
      method: "GET",
      path: "/reservations",
      handle: () =>
        ok(
          store.reservations.all().map((row) => ({
            id: row.id,
            transactionPk: row.tx_id,
            ocppTagPk: row.tag_pk,
            chargeBoxPk: row.charge_box_pk,
            ocppIdTag: row.id_tag,
            chargeBoxId: row.charge_box_id,
            connectorId: row.connector_id,
            startDatetime: isoOrNull(row.start_ms),
            expiryDatetime: isoOrNull(row.expiry_ms),
            status: row.status,
          })),
        ),
    },
    {
      method: "GET",
      path: "/operations/tasks/{taskId}",
      handle: ({ path }) => {
        const task = tasks.get(parseInteger(path.taskId));
        if (!task) throw new ApiError(404, "Could not find this task");
        return ok(task);
      },
    },
  ];
}

function chargeBoxBody(store: Store, connections: Connections, station: StationRow) {
  return {
    chargeBoxId: station.charge_box_id,
    chargeBoxPk: station.pk,
    vendor: station.vendor,
    model: station.model,
    serial: station.serial,
    firmware: station.firmware,
    ocppProtocol: station.ocpp_protocol,
    lastHeartbeatTimestamp: isoOrNull(station.last_heartbeat_ms),
    connected: connections.has(station.charge_box_id),
    description: station.description,
    locationLatitude: station.latitude,
    locationLongitude: station.longitude,
    connectors: store.stations.connectors(station.pk).map((connector) => ({
      connectorId: connector.connector_id,
      status: connector.status,
      errorCode: connector.error_code,
      statusTimestamp: isoOrNull(connector.status_ms),
    })),
  };
}
