import type { Connector } from "./connector.ts";
import { energySample, type Quirks } from "./quirks.ts";

/** When a reading was taken. */
export type ReadingContext =
  | "Sample.Periodic"
  | "Trigger"
  | "Transaction.Begin"
  | "Transaction.End";

/** One OCPP `MeterValue` of a connector: energy, power, current, voltage, and SoC on DC. */
export function meterValue(
  connector: Connector,
  context: ReadingContext,
  timestamp: string,
  quirks: Quirks,
) {
  const currentA = connector.powerW / (connector.voltage * connector.phases);
  const sample = (measurand: string, value: number, digits: number, unit: string) => ({
    value: decimal(value.toFixed(digits), quirks),
    context,
    format: "Raw",
    measurand,
    location: "Outlet",
    unit,
  });
  const isDc = connector.spec.kind === "DC";
  return {
    timestamp,
    sampledValue: [
      {
        ...energySample(connector.registerWh, quirks),
        context,
        format: "Raw",
        measurand: "Energy.Active.Import.Register",
        location: "Outlet",
      },
      sample("Power.Active.Import", connector.powerW, 0, "W"),
      sample("Current.Import", currentA, 1, "A"),
      sample("Voltage", connector.voltage, 1, "V"),
      ...(quirks.signedReadings
        ? [{
          value: ocmf(connector, timestamp),
          context,
          format: "SignedData",
          measurand: "Energy.Active.Import.Register",
          location: "Outlet",
        }]
        : []),
      ...(isDc ? [{ ...sample("SoC", connector.soc * 100, 0, "Percent"), location: "EV" }] : []),
    ],
  };
}

function decimal(text: string, quirks: Quirks): string {
  return quirks.commaDecimals ? text.replace(".", ",") : text;
}

// The outer form of an OCMF record; its signature is nobody's.
function ocmf(connector: Connector, timestamp: string): string {
  const reading = {
    TM: `${timestamp.replace("Z", ",000")} S`,
    TX: "T",
    RV: Number((connector.registerWh / 1000).toFixed(3)),
    RI: "1-b:1.8.0",
    RU: "kWh",
    ST: "G",
  };
  const payload = { FV: "1.0", GI: "sandbox", MS: `meter-${connector.spec.id}`, RD: [reading] };
  return `OCMF|${JSON.stringify(payload)}|${
    JSON.stringify({ SA: "ECDSA-secp256r1-SHA256", SD: "00" })
  }`;
}
