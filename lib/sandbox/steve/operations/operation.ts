import { z } from "zod";
import { optional, parseBody } from "../http/body.ts";
import { badRequest } from "../http/errors.ts";
import type { StationRow } from "../store/stations.ts";
import type { Store } from "../store/store.ts";

/** What an operation may look at before it sends anything. */
export interface OperationContext {
  store: Store;
  nowMs: number;
}

/** An OCPP request for one station, and what becomes of the answer. */
export interface StationCall {
  method: string;
  params: Record<string, unknown>;
  /** Turns the station's answer into `response`; by default its `status`. */
  respond?: (result: unknown) => unknown;
  /** Runs when the station did not answer with a result. */
  onFailure?: () => void;
}

/** A parsed request: its stations, and the call for each of them. Throws 400s with a message. */
export interface PreparedOperation {
  chargeBoxIds: string[];
  callFor(station: StationRow, context: OperationContext): StationCall;
  /** Refusals which do not depend on a connection; runs before anything is sent. */
  check(stations: StationRow[], context: OperationContext): void;
}

/** Reads the body of an operation. */
export type OperationParser = (body: string) => PreparedOperation;

const targets = z.object({ chargeBoxIdList: z.array(z.string().min(1)).min(1) });

/**
 * Declares an operation: its own body fields, whether it takes exactly one station, the call, and
 * refusals of its own.
 */
export function operation<Shape extends z.ZodRawShape>(spec: {
  body: Shape;
  isSingle?: boolean;
  check?: (
    body: z.infer<z.ZodObject<Shape>>,
    stations: StationRow[],
    context: OperationContext,
  ) => void;
  call: (
    body: z.infer<z.ZodObject<Shape>>,
    station: StationRow,
    context: OperationContext,
  ) => StationCall;
}): OperationParser {
  const schema = z.object(spec.body);
  return (text) => {
    const { chargeBoxIdList } = parseBody(targets, text);
    const body = parseBody(schema, text);
    if (spec.isSingle && chargeBoxIdList.length !== 1) throw badRequest();
    return {
      chargeBoxIds: chargeBoxIdList,
      check: (stations, context) => spec.check?.(body, stations, context),
      callFor: (station, context) => spec.call(body, station, context),
    };
  };
}

/** Leaves out what is undefined: OCPP's schemas know no null. */
export function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Milliseconds as OCPP's date-time; undefined stays. */
export function ocppTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** An optional choice with a default. */
export function choice<Value extends string>(
  values: readonly [Value, ...Value[]],
  fallback: Value,
) {
  return optional(z.enum(values)).transform((value) => value ?? fallback);
}
