import { z } from "zod";

/** Parsers of what the schemas of ocpp-rpc have let through: types, and dates in milliseconds. */
const instant = z.string().transform((text) => Date.parse(text));

export const bootSchema = z.object({
  chargePointVendor: z.string(),
  chargePointModel: z.string(),
  chargePointSerialNumber: z.string().optional(),
  chargeBoxSerialNumber: z.string().optional(),
  firmwareVersion: z.string().optional(),
});

export const statusSchema = z.object({
  connectorId: z.number(),
  status: z.string(),
  errorCode: z.string(),
  info: z.string().optional(),
  timestamp: instant.optional(),
});

export const authorizeSchema = z.object({ idTag: z.string() });

export const startSchema = z.object({
  connectorId: z.number(),
  idTag: z.string(),
  meterStart: z.number(),
  timestamp: instant,
  reservationId: z.number().optional(),
});

const meterValueSchema = z.object({
  timestamp: instant,
  sampledValue: z.array(z.object({
    value: z.string(),
    context: z.string().optional(),
    format: z.string().optional(),
    measurand: z.string().optional(),
    phase: z.string().optional(),
    location: z.string().optional(),
    unit: z.string().optional(),
  })),
});

/** One OCPP `MeterValue`: a moment and its samples. */
export type MeterValue = z.infer<typeof meterValueSchema>;

export const stopSchema = z.object({
  transactionId: z.number(),
  meterStop: z.number(),
  timestamp: instant,
  idTag: z.string().optional(),
  reason: z.string().optional(),
  transactionData: z.array(meterValueSchema).default([]),
});

export const meterValuesSchema = z.object({
  connectorId: z.number(),
  transactionId: z.number().optional(),
  meterValue: z.array(meterValueSchema),
});

export const jobStatusSchema = z.object({ status: z.string() });
