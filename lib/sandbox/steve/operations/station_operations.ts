import { z } from "zod";
import { dateSchema, integerSchema, optional } from "../http/body.ts";
import { badRequest } from "../http/errors.ts";
import { choice, defined, ocppTime, operation, type OperationParser } from "./operation.ts";

const TRIGGERS = [
  "BootNotification",
  "DiagnosticsStatusNotification",
  "FirmwareStatusNotification",
  "Heartbeat",
  "MeterValues",
  "StatusNotification",
] as const;
const EXTENDED_TRIGGERS = [
  "BootNotification",
  "LogStatusNotification",
  "FirmwareStatusNotification",
  "Heartbeat",
  "MeterValues",
  "SignChargePointCertificate",
  "StatusNotification",
] as const;

const configurationSchema = z.object({
  configurationKey: z.array(z.object({
    key: z.string(),
    readonly: z.boolean(),
    value: z.string().optional(),
  })).default([]),
  unknownKey: z.array(z.string()).default([]),
});

/** Operations about a station as a whole. */
export const stationOperations: Record<string, OperationParser> = {
  ChangeAvailability: operation({
    body: {
      availType: z.enum(["Inoperative", "Operative"]),
      connectorId: optional(integerSchema.pipe(z.number().min(0))),
    },
    call: (body) => ({
      method: "ChangeAvailability",
      params: { connectorId: body.connectorId ?? 0, type: body.availType },
    }),
  }),
  Reset: operation({
    body: { resetType: z.enum(["Hard", "Soft"]) },
    call: (body) => ({ method: "Reset", params: { type: body.resetType } }),
  }),
  ClearCache: operation({ body: {}, call: () => ({ method: "ClearCache", params: {} }) }),
  ChangeConfiguration: operation({
    body: {
      keyType: choice(["PREDEFINED", "CUSTOM"], "PREDEFINED"),
      confKey: optional(z.string()),
      customConfKey: optional(z.string()),
      value: optional(z.string()),
    },
    check: (body) => {
      if (!(body.keyType === "CUSTOM" ? body.customConfKey : body.confKey)) throw badRequest();
    },
    call: (body) => ({
      method: "ChangeConfiguration",
      params: {
        key: (body.keyType === "CUSTOM" ? body.customConfKey : body.confKey) ?? "",
        value: body.value ?? "",
      },
    }),
  }),
  GetConfiguration: operation({
    body: {
      confKeyList: optional(z.array(z.string())),
      commaSeparatedCustomConfKeys: optional(z.string()),
    },
    call: (body) => {
      const custom = (body.commaSeparatedCustomConfKeys ?? "").split(",").map((key) => key.trim());
      const keys = [...(body.confKeyList ?? []), ...custom].filter((key) => key !== "");
      return {
        method: "GetConfiguration",
        params: keys.length ? { key: keys } : {},
        respond: (result) => {
          const { configurationKey, unknownKey } = configurationSchema.parse(result);
          return {
            configurationKeys: configurationKey.map(({ key, value, readonly }) => ({
              key,
              value: value ?? null,
              readonly,
            })),
            unknownKeys: unknownKey,
          };
        },
      };
    },
  }),
  TriggerMessage: operation({
    body: {
      triggerMessage: z.enum(TRIGGERS),
      connectorId: optional(integerSchema.pipe(z.number().min(1))),
    },
    call: (body) => ({
      method: "TriggerMessage",
      params: defined({ requestedMessage: body.triggerMessage, connectorId: body.connectorId }),
    }),
  }),
  ExtendedTriggerMessage: operation({
    body: {
      triggerMessage: z.enum(EXTENDED_TRIGGERS),
      connectorId: optional(integerSchema.pipe(z.number().min(0))),
    },
    call: (body) => ({
      method: "ExtendedTriggerMessage",
      params: defined({
        requestedMessage: body.triggerMessage,
        connectorId: body.connectorId || undefined,
      }),
    }),
  }),
  DataTransfer: operation({
    body: {
      vendorId: z.string().min(1),
      messageId: optional(z.string()),
      data: optional(z.string()),
    },
    call: (body) => ({
      method: "DataTransfer",
      params: defined({ vendorId: body.vendorId, messageId: body.messageId, data: body.data }),
      respond: (result) => {
        const answer = z.object({ status: z.string(), data: z.string().optional() }).parse(result);
        return { status: answer.status, data: answer.data ?? null };
      },
    }),
  }),
  GetDiagnostics: operation({
    body: {
      location: z.string().regex(/^\S+$/),
      retries: optional(integerSchema),
      retryInterval: optional(integerSchema),
      start: optional(dateSchema),
      stop: optional(dateSchema),
    },
    check: (body, _stations, { nowMs }) => {
      if (body.stop !== undefined && body.stop >= nowMs) throw badRequest();
    },
    call: (body) => ({
      method: "GetDiagnostics",
      params: defined({
        location: body.location,
        retries: body.retries,
        retryInterval: body.retryInterval,
        startTime: ocppTime(body.start),
        stopTime: ocppTime(body.stop),
      }),
      respond: (result) => ({
        fileName: z.object({ fileName: z.string().optional() }).parse(result).fileName ?? null,
      }),
    }),
  }),
  UpdateFirmware: operation({
    body: {
      location: z.string().regex(/^\S+$/),
      retrieveDateTime: dateSchema,
      retries: optional(integerSchema),
      retryInterval: optional(integerSchema),
    },
    check: (body, _stations, { nowMs }) => {
      if (body.retrieveDateTime <= nowMs) throw badRequest();
    },
    call: (body) => ({
      method: "UpdateFirmware",
      params: defined({
        location: body.location,
        retrieveDate: ocppTime(body.retrieveDateTime),
        retries: body.retries,
        retryInterval: body.retryInterval,
      }),
      respond: () => "OK",
    }),
  }),
};
