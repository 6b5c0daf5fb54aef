import { type HttpClient, HttpFailure, path } from "@/lib/platform/http.ts";
import { parseOne } from "./rows.ts";
import { type OperationAnswer, operationAnswerSchema } from "./schemas.ts";
import type { OperationOutcome } from "./types.ts";
import { isStatus, messageOfBody, SteveMisconfigured, SteveRefused } from "./wire.ts";

/** The operations of SteVe's API (spec/steve-and-lago.md 7). */
export const OPERATIONS = [
  "RemoteStartTransaction",
  "RemoteStopTransaction",
  "UnlockConnector",
  "ReserveNow",
  "CancelReservation",
  "DeleteCertificate",
  "ChangeAvailability",
  "Reset",
  "ClearCache",
  "ChangeConfiguration",
  "GetConfiguration",
  "TriggerMessage",
  "ExtendedTriggerMessage",
  "DataTransfer",
  "GetLocalListVersion",
  "SendLocalList",
  "SetChargingProfile",
  "ClearChargingProfile",
  "GetCompositeSchedule",
  "GetDiagnostics",
  "GetLog",
  "UpdateFirmware",
  "SignedUpdateFirmware",
  "InstallCertificate",
  "GetInstalledCertificateIds",
] as const;
export type OperationName = typeof OPERATIONS[number];

export interface OperationBody {
  chargeBoxIdList: string[];
  [field: string]: unknown;
}

/** SteVe itself waits up to 30 s for the stations. */
const TIMEOUT_MS = 40_000;
const NOBODY_REACHABLE = /no stations are eligible for communication/i;

/**
 * Sends an operation once. It is never repeated: a failure whose outcome is unknown may have started a
 * car, and what happens next tells.
 * @throws SteveRefused (nothing was sent), SteveMisconfigured (this SteVe has no operations), HttpFailure
 */
export async function runOperation(
  http: HttpClient,
  name: OperationName,
  body: OperationBody,
  timeoutMs = TIMEOUT_MS,
): Promise<OperationOutcome> {
  try {
    const answer = await http.call({
      method: "POST",
      path: path`/operations/${name}`,
      body,
      timeoutMs,
      retry: "never",
    });
    return outcomeOf(parseOne(answer.body, operationAnswerSchema), body.chargeBoxIdList);
  } catch (error) {
    if (isStatus(error, 404)) throw tooOld(error);
    if (!isStatus(error, 400)) throw error;
    const message = messageOfBody(error);
    if (message && NOBODY_REACHABLE.test(message)) {
      return { ...NOTHING_SENT, notConnected: [...new Set(body.chargeBoxIdList)] };
    }
    throw new SteveRefused(message ?? "SteVe refused the operation.", error);
  }
}

/** Asks for a task again; null when SteVe has forgotten it or never had such a route. */
export async function readTask(
  http: HttpClient,
  taskId: number,
  askedIds: string[],
): Promise<OperationOutcome | null> {
  try {
    const answer = await http.call({
      path: path`/operations/tasks/${taskId}`,
      retry: "idempotent",
    });
    return outcomeOf(parseOne(answer.body, operationAnswerSchema), askedIds);
  } catch (error) {
    if (isStatus(error, 404)) return null;
    throw error;
  }
}

const NOTHING_SENT = {
  taskId: null,
  isFinished: true,
  answered: [],
  errors: [],
  exceptions: [],
  unanswered: [],
};

/** Compares the stations asked with those that appear: SteVe leaves out the unconnected silently. */
export function outcomeOf(answer: OperationAnswer, askedIds: string[]): OperationOutcome {
  const heard = new Set(
    [...answer.successResponses, ...answer.errorResponses, ...answer.exceptions]
      .map((one) => one.chargeBoxId.toLowerCase()),
  );
  const missing = [...new Set(askedIds)].filter((id) => !heard.has(id.toLowerCase()));
  return {
    taskId: answer.taskId,
    isFinished: answer.taskFinished,
    answered: answer.successResponses.map(({ chargeBoxId, response }) => ({
      chargeBoxId,
      response,
    })),
    errors: answer.errorResponses.map((one) => ({
      chargeBoxId: one.chargeBoxId,
      code: one.errorCode ?? "GenericError",
      description: one.errorDescription,
    })),
    exceptions: answer.exceptions.map((one) => ({
      chargeBoxId: one.chargeBoxId,
      message: one.exceptionMessage ?? "",
    })),
    unanswered: answer.taskFinished ? [] : missing,
    notConnected: answer.taskFinished ? missing : [],
  };
}

function tooOld(cause: HttpFailure): SteveMisconfigured {
  return new SteveMisconfigured(
    "too_old",
    "This SteVe has no operations in its API. Version 3.11 or newer is needed to control chargers.",
    cause,
  );
}
