import {
  authorizeSchema,
  bootSchema,
  jobStatusSchema,
  meterValuesSchema,
  startSchema,
  statusSchema,
  stopSchema,
} from "./messages.ts";
import { Connections } from "./connections.ts";
import { createRpcServer, type Handshake, type RpcPeer, type RpcServer } from "./rpc.ts";
import {
  authorize,
  type SessionContext,
  startTransaction,
  stopTransaction,
  takeReadings,
} from "./transactions.ts";

/** Settings of the OCPP side. */
export interface CentralSystemOptions extends SessionContext {
  /** Path below which stations connect, without a trailing slash. */
  endpoint: string;
  heartbeatIntervalSec: number;
  /** Whether an unknown station is created when it knocks. */
  autoRegister: boolean;
}

/** SteVe's OCPP 1.6J endpoint. */
export class CentralSystem {
  readonly connections = new Connections();
  readonly server: RpcServer = createRpcServer();

  constructor(readonly options: CentralSystemOptions) {
    this.server.auth((accept, reject, handshake) => {
      const decision = this.#admit(handshake);
      if ("refuse" in decision) reject(decision.refuse, decision.why);
      else accept(decision, "ocpp1.6");
    });
    this.server.on("client", (peer) => this.#serve(peer));
  }

  async close(): Promise<void> {
    await this.server.close({ force: true });
  }

  #admit(handshake: Handshake): { refuse: number; why: string } | RpcPeer["session"] {
    const { identity } = handshake;
    const { stations } = this.options.store;
    if (handshake.endpoint !== this.options.endpoint) return { refuse: 404, why: "Not Found" };
    const isWellFormed = identity !== "" && identity.trim() === identity &&
      !/[=/()<>]/.test(identity);
    if (!isWellFormed || handshake.protocols.size === 0) return { refuse: 400, why: "Bad Request" };
    if (this.options.autoRegister) stations.upsert({ chargeBoxId: identity });
    const station = stations.byId(identity);
    if (!station || !handshake.protocols.has("ocpp1.6")) return { refuse: 404, why: "Not Found" };
    const given = handshake.password && new TextDecoder().decode(handshake.password);
    if (station.auth_password !== null && given !== station.auth_password) {
      return { refuse: 401, why: "Unauthorized" };
    }
    stations.setProtocol(station.pk, "ocpp1.6J");
    return { stationPk: station.pk, chargeBoxId: station.charge_box_id };
  }

  #serve(peer: RpcPeer): void {
    this.connections.add(peer);
    const { options } = this;
    const { stations } = options.store;
    const from = peer.session;
    const nowText = () => new Date(options.now()).toISOString();

    peer.handle("BootNotification", ({ params }) => {
      const boot = bootSchema.parse(params);
      const registered = stations.byId(from.chargeBoxId)?.registration_status ?? "Rejected";
      if (registered === "Accepted") {
        stations.upsert({
          chargeBoxId: from.chargeBoxId,
          vendor: boot.chargePointVendor,
          model: boot.chargePointModel,
          serial: boot.chargePointSerialNumber ?? boot.chargeBoxSerialNumber,
          firmware: boot.firmwareVersion,
          lastHeartbeatMs: options.now(),
        });
      }
      return {
        status: registered,
        currentTime: nowText(),
        interval: options.heartbeatIntervalSec,
      };
    });
    peer.handle("Heartbeat", () => {
      stations.setHeartbeat(from.stationPk, options.now());
      return { currentTime: nowText() };
    });
    peer.handle("StatusNotification", ({ params }) => {
      const status = statusSchema.parse(params);
      stations.setStatus(from.stationPk, status.connectorId, {
        ...status,
        atMs: status.timestamp ?? options.now(),
      });
      return {};
    });
    peer.handle(
      "Authorize",
      ({ params }) => authorize(options, from, authorizeSchema.parse(params).idTag),
    );
    peer.handle(
      "StartTransaction",
      ({ params }) => startTransaction(options, from, startSchema.parse(params)),
    );
    peer.handle(
      "StopTransaction",
      ({ params }) => stopTransaction(options, from, stopSchema.parse(params)),
    );
    peer.handle("MeterValues", ({ params }) => {
      takeReadings(options, from, meterValuesSchema.parse(params));
      return {};
    });
    for (const [method, job] of JOB_MESSAGES) {
      peer.handle(method, ({ params }) => {
        stations.setJobStatus(from.stationPk, job, jobStatusSchema.parse(params).status);
        return {};
      });
    }
    peer.handle("SecurityEventNotification", () => ({}));
    peer.handle("SignCertificate", () => ({ status: "Rejected" }));
    peer.handle("DataTransfer", () => ({ status: "Rejected" }));
  }
}

const JOB_MESSAGES = [
  ["FirmwareStatusNotification", "firmware"],
  ["SignedFirmwareStatusNotification", "firmware"],
  ["DiagnosticsStatusNotification", "diagnostics"],
  ["LogStatusNotification", "diagnostics"],
] as const;
