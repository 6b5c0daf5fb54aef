import { z } from "zod";
import { Configuration } from "./configuration.ts";
import type { Connector } from "./connector.ts";
import { reservationCommands } from "./reservation_commands.ts";
import { callError, type StationRpc } from "./rpc.ts";
import { scheduleCommands } from "./schedule_commands.ts";
import type { VirtualStation } from "./station.ts";

/** Answers to commands by their OCPP name. */
export type Commands = Record<string, (params: unknown) => unknown>;

const NEVER = new Promise<never>(() => {});
// What a station may answer when it does not feel like it, where that is not "Rejected".
const REFUSALS: Record<string, unknown> = {
  UnlockConnector: { status: "UnlockFailed" },
  GetConfiguration: {},
};

/** Puts the answers of a station onto its connection. */
export function registerCommands(rpc: StationRpc, station: VirtualStation): void {
  const commands = {
    ...sessionCommands(station),
    ...stationCommands(station),
    ...reservationCommands(station),
    ...scheduleCommands(station),
  };
  for (const [name, answer] of Object.entries(commands)) {
    rpc.handle(name, ({ params }) => {
      switch (station.quirks.commands) {
        case "reject":
          return REFUSALS[name] ?? { status: "Rejected" };
        case "error":
          throw callError("InternalError", "The station is out of sorts");
        case "silent":
          return NEVER;
      }
      return answer(params);
    });
  }
}

function sessionCommands(station: VirtualStation): Commands {
  return {
    RemoteStartTransaction: (params) => {
      const { idTag, connectorId } = z.object({
        idTag: z.string(),
        connectorId: z.number().optional(),
      }).parse(params);
      const connector = freeConnector(station, idTag, connectorId);
      if (!connector) return { status: "Rejected" };
      station.soon(() => remoteStart(station, connector, idTag));
      return { status: "Accepted" };
    },
    RemoteStopTransaction: (params) => {
      const { transactionId } = z.object({ transactionId: z.number() }).parse(params);
      const connector = [...station.connectors.values()]
        .find((one) => one.session?.transactionId === transactionId);
      if (!connector) return { status: "Rejected" };
      station.soon(() => station.endSession(connector, "Remote"));
      return { status: "Accepted" };
    },
    UnlockConnector: (params) => {
      const { connectorId } = z.object({ connectorId: z.number() }).parse(params);
      const connector = station.connectors.get(connectorId);
      if (!connector) return { status: "NotSupported" };
      if (connector.session) station.soon(() => station.endSession(connector, "UnlockCommand"));
      return { status: "Unlocked" };
    },
  };
}

async function remoteStart(station: VirtualStation, connector: Connector, idTag: string) {
  if (connector.session) return;
  if (connector.car) return void await station.beginSession(connector, idTag);
  await station.setStatus(connector, "Preparing");
  const { clock, connectionTimeOutMs = 60_000 } = station.options;
  const untilMs = station.now + connectionTimeOutMs;
  const look = () =>
    clock.at(Math.min(station.now + 1000, untilMs), async () => {
      if (connector.session) return;
      if (connector.car) await station.beginSession(connector, idTag);
      else if (station.now >= untilMs) await station.settle(connector);
      else look();
    });
  look();
}

function freeConnector(station: VirtualStation, idTag: string, connectorId?: number) {
  const isFree = (connector: Connector) =>
    !connector.session &&
    ["Available", "Preparing", "Finishing", "Reserved"].includes(connector.status) &&
    (connector.reservation === null || connector.reservation.idTag === idTag);
  const candidates = [...station.connectors.values()].filter((one) =>
    (connectorId === undefined || one.spec.id === connectorId) && isFree(one)
  );
  return candidates.find((one) => one.car) ?? candidates[0];
}

function stationCommands(station: VirtualStation): Commands {
  const configuration = new Configuration({
    connectors: station.connectors.size,
    meterIntervalSec: (station.options.meterIntervalMs ?? 10_000) / 1000,
    connectionTimeOutSec: (station.options.connectionTimeOutMs ?? 60_000) / 1000,
  });
  let listVersion = 0;
  return {
    Reset: (params) => {
      const { type } = z.object({ type: z.enum(["Hard", "Soft"]) }).parse(params);
      station.soon(() => station.restart(type === "Hard" ? "HardReset" : "SoftReset"));
      return { status: "Accepted" };
    },
    ChangeAvailability: (params) => {
      const { connectorId, type } = z.object({ connectorId: z.number(), type: z.string() })
        .parse(params);
      const targets = [...station.connectors.values()]
        .filter((one) => connectorId === 0 || one.spec.id === connectorId);
      if (!targets.length) return { status: "Rejected" };
      targets.forEach((one) => one.isInoperative = type === "Inoperative");
      station.soon(() => Promise.all(targets.map((one) => station.settle(one))));
      const isBusy = targets.some((one) => one.session) && type === "Inoperative";
      return { status: isBusy ? "Scheduled" : "Accepted" };
    },
    TriggerMessage: (params) => {
      const { requestedMessage, connectorId } = z.object({
        requestedMessage: z.string(),
        connectorId: z.number().optional(),
      }).parse(params);
      const targets = [...station.connectors.values()]
        .filter((one) => connectorId === undefined || one.spec.id === connectorId);
      const work = trigger(station, requestedMessage, targets);
      if (!work) return { status: "NotImplemented" };
      if (!targets.length) return { status: "Rejected" };
      station.soon(work);
      return { status: "Accepted" };
    },
    GetConfiguration: (params) => {
      const { key } = z.object({ key: z.array(z.string()).default([]) }).parse(params);
      return configuration.read(key);
    },
    ChangeConfiguration: (params) => {
      const { key, value } = z.object({ key: z.string(), value: z.string() }).parse(params);
      return { status: configuration.write(key, value) };
    },
    ClearCache: () => ({ status: "Accepted" }),
    GetLocalListVersion: () => ({ listVersion }),
    SendLocalList: (params) => {
      listVersion = z.object({ listVersion: z.number() }).parse(params).listVersion;
      return { status: "Accepted" };
    },
    DataTransfer: () => ({ status: "UnknownVendorId" }),
    GetDiagnostics: () => {
      station.soon(() =>
        station.link.send("DiagnosticsStatusNotification", { status: "Uploaded" })
      );
      return { fileName: `${station.options.chargeBoxId}.log` };
    },
    UpdateFirmware: () => {
      station.soon(async () => {
        for (const status of ["Downloading", "Downloaded", "Installing", "Installed"]) {
          await station.link.send("FirmwareStatusNotification", { status });
        }
      });
      return {};
    },
  };
}

function trigger(station: VirtualStation, message: string, targets: Connector[]) {
  const each = (work: (connector: Connector) => Promise<void>) => async () => {
    for (const connector of targets) await work(connector);
  };
  const known: Record<string, () => Promise<unknown>> = {
    Heartbeat: () => station.link.send("Heartbeat", {}),
    BootNotification: () => station.link.boot(),
    StatusNotification: each((one) => station.reportStatus(one)),
    MeterValues: each((one) => station.sendReading(one, "Trigger")),
    FirmwareStatusNotification: () =>
      station.link.send("FirmwareStatusNotification", { status: "Idle" }),
    DiagnosticsStatusNotification: () =>
      station.link.send("DiagnosticsStatusNotification", { status: "Idle" }),
  };
  return known[message];
}
