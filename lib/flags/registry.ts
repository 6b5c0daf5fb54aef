import { z } from "zod";

/** One switch of the product: what values it takes and what it is when nobody has set it. */
export interface FlagDefinition<Value = unknown> {
  schema: z.ZodType<Value>;
  default: Value;
  /** Heading for operators. */
  displayName: string;
  description: string;
}

const define = <Value>(definition: FlagDefinition<Value>) => definition;

/** Every flag there is; the code decides, rows only override (spec 5.8). */
export const FLAGS = {
  "customer.connectivityCheck": define({
    schema: z.boolean(),
    default: true,
    displayName: "Connectivity check",
    description: "Shows the Connectivity Check card in the app.",
  }),
  "device.location.upload": define({
    schema: z.boolean(),
    default: false,
    displayName: "Location upload",
    description: "Lets a managed device send where it is; the latest place is kept.",
  }),
} as const;

export type FlagKey = keyof typeof FLAGS;
/** The type of a flag's value, e.g. `boolean`. */
export type FlagValue<Key extends FlagKey> = z.output<(typeof FLAGS)[Key]["schema"]>;

export const FLAG_KEYS = Object.keys(FLAGS) as FlagKey[]; // The registry is closed: its keys are these.

export const isFlagKey = (text: string): text is FlagKey => Object.hasOwn(FLAGS, text);
