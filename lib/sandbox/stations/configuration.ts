/** A configuration key of a station. */
export interface ConfigurationKey {
  key: string;
  value: string;
  readonly: boolean;
}

/** OCPP's configuration keys as a station holds them. */
export class Configuration {
  readonly #keys: Map<string, ConfigurationKey>;

  constructor(
    facts: { connectors: number; meterIntervalSec: number; connectionTimeOutSec: number },
  ) {
    const keys: [string, string, boolean][] = [
      ["AuthorizeRemoteTxRequests", "false", false],
      ["ClockAlignedDataInterval", "0", false],
      ["ConnectionTimeOut", String(facts.connectionTimeOutSec), false],
      ["HeartbeatInterval", "14400", false],
      ["LocalPreAuthorize", "false", false],
      ["MeterValueSampleInterval", String(facts.meterIntervalSec), false],
      ["NumberOfConnectors", String(facts.connectors), true],
      ["StopTransactionOnEVSideDisconnect", "true", true],
      ["StopTransactionOnInvalidId", "true", true],
      [
        "SupportedFeatureProfiles",
        "Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,Reservation,SmartCharging",
        true,
      ],
    ];
    this.#keys = new Map(keys.map(([key, value, readonly]) => [key, { key, value, readonly }]));
  }

  /** Answers GetConfiguration: all keys, or the named ones and which of them are unknown. */
  read(names: string[]): { configurationKey: ConfigurationKey[]; unknownKey: string[] } {
    const wanted = names.length ? names : [...this.#keys.keys()];
    return {
      configurationKey: wanted.flatMap((name) => this.#keys.get(name) ?? []),
      unknownKey: wanted.filter((name) => !this.#keys.has(name)),
    };
  }

  /** Answers ChangeConfiguration. */
  write(name: string, value: string): "Accepted" | "Rejected" | "NotSupported" {
    const key = this.#keys.get(name);
    if (!key) return "NotSupported";
    if (key.readonly) return "Rejected";
    key.value = value;
    return "Accepted";
  }
}
