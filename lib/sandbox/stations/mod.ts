export {
  type CatchUpClock,
  catchUpClock,
  type ManualClock,
  manualClock,
  type StationClock,
} from "./clock.ts";
export type { Connector, ConnectorSpec, ConnectorStatus } from "./connector.ts";
export { type Car, charge, drawnPowerW } from "./power.ts";
export type { Quirks } from "./quirks.ts";
export {
  createVirtualStation,
  type PlugIn,
  type StartOutcome,
  VirtualStation,
  type VirtualStationOptions,
} from "./station.ts";
