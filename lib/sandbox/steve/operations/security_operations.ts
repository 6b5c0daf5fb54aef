import { z } from "zod";
import { dateSchema, integerSchema, optional } from "../http/body.ts";
import { ApiError, badRequest } from "../http/errors.ts";
import { defined, ocppTime, operation, type OperationParser } from "./operation.ts";

const certificateUse = z.enum(["CentralSystemRootCertificate", "ManufacturerRootCertificate"]);

/** Operations of OCPP 1.6's security white paper. */
export const securityOperations: Record<string, OperationParser> = {
  GetLog: operation({
    body: {
      logType: z.enum(["DiagnosticsLog", "SecurityLog"]),
      location: z.string().regex(/^\S+$/),
      retries: optional(integerSchema),
      retryInterval: optional(integerSchema),
      start: optional(dateSchema),
      stop: optional(dateSchema),
    },
    check: (body, _stations, { nowMs }) => {
      if (body.stop !== undefined && body.stop >= nowMs) throw badRequest();
    },
    call: (body, _station, { nowMs }) => ({
      method: "GetLog",
      params: defined({
        logType: body.logType,
        requestId: Math.floor(nowMs / 1000) % 2147483647,
        retries: body.retries,
        retryInterval: body.retryInterval,
        log: defined({
          remoteLocation: body.location,
          oldestTimestamp: ocppTime(body.start),
          latestTimestamp: ocppTime(body.stop),
        }),
      }),
      respond: (result) => {
        const answer = z.object({ status: z.string(), filename: z.string().optional() })
          .parse(result);
        return { status: answer.status, filename: answer.filename ?? null };
      },
    }),
  }),
  SignedUpdateFirmware: operation({
    body: {
      location: z.string().regex(/^\S+$/),
      retrieveDateTime: dateSchema,
      installDateTime: optional(dateSchema),
      signature: z.string().min(1).max(800),
      signingCertificate: z.string().min(1).max(5500),
      retries: optional(integerSchema),
      retryInterval: optional(integerSchema),
    },
    check: (body, _stations, { nowMs }) => {
      if (body.retrieveDateTime <= nowMs) throw badRequest();
    },
    call: (body, _station, { nowMs }) => ({
      method: "SignedUpdateFirmware",
      params: defined({
        requestId: Math.floor(nowMs / 1000) % 2147483647,
        retries: body.retries,
        retryInterval: body.retryInterval,
        firmware: defined({
          location: body.location,
          retrieveDateTime: ocppTime(body.retrieveDateTime),
          installDateTime: ocppTime(body.installDateTime),
          signature: body.signature,
          signingCertificate: body.signingCertificate,
        }),
      }),
    }),
  }),
  InstallCertificate: operation({
    body: { certificateType: certificateUse, certificate: z.string().min(1).max(5500) },
    call: (body) => ({
      method: "InstallCertificate",
      params: { certificateType: body.certificateType, certificate: body.certificate },
    }),
  }),
  GetInstalledCertificateIds: operation({
    body: { certificateType: certificateUse },
    call: (body) => ({
      method: "GetInstalledCertificateIds",
      params: { certificateType: body.certificateType },
      respond: (result) => {
        const answer = z.object({
          status: z.string(),
          certificateHashData: z.array(z.record(z.string(), z.unknown())).default([]),
        }).parse(result);
        return answer;
      },
    }),
  }),
  DeleteCertificate: operation({
    isSingle: true,
    body: { installedCertificateId: integerSchema },
    check: (body, stations, { store }) => {
      const isInstalled = stations.some((station) =>
        store.devices.certificate(body.installedCertificateId, station.pk)
      );
      if (!isInstalled) {
        throw new ApiError(400, "This certificate is not installed at this station.");
      }
    },
    call: (body, station, { store }) => ({
      method: "DeleteCertificate",
      params: {
        certificateHashData: JSON.parse(
          store.devices.certificate(body.installedCertificateId, station.pk)?.hash_data ?? "{}",
        ),
      },
      respond: (result) => {
        const { status } = z.object({ status: z.string() }).parse(result);
        if (status === "Accepted") store.devices.removeCertificate(body.installedCertificateId);
        return status;
      },
    }),
  }),
};
