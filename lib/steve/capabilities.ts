import { type HttpCall, type HttpClient, path } from "@/lib/platform/http.ts";
import type { SteveCapabilities } from "./types.ts";
import { isStatus } from "./wire.ts";

/**
 * Finds out what this SteVe can do, without doing anything: malformed requests are answered 400 where a
 * route exists and 404 where it does not.
 * @throws HttpFailure or SteveMisconfigured when SteVe cannot be asked
 */
export async function probeCapabilities(http: HttpClient): Promise<SteveCapabilities> {
  const exists = async (call: HttpCall): Promise<boolean> => {
    try {
      await http.call({ ...call, retry: "idempotent" });
      return true;
    } catch (error) {
      if (isStatus(error, 400)) return true;
      if (isStatus(error, 404, 405)) return false;
      throw error;
    }
  };
  const transactionsByIds = await takesSeveralIds(http);
  // No station in the list: refused by validation, whatever the operation.
  const operations = await exists({
    method: "POST",
    path: path`/operations/GetConfiguration`,
    body: { chargeBoxIdList: [] },
  });
  const transactionDetails = await exists({ path: path`/transactions/not-a-number` });
  const chargeBoxes = await exists({ path: path`/chargeBoxes` });
  const reservations = await exists({ path: path`/reservations` });
  const operationTasks = operations && await exists({ path: path`/operations/tasks/not-a-number` });
  return {
    transactionsByIds: transactionsByIds && operations,
    operations,
    transactionDetails,
    chargeBoxes,
    reservations,
    operationTasks,
    versionHint: versionHint({ operations, transactionDetails, isFork: chargeBoxes }),
  };
}

/** Several ids and operations came with the same version; a filter that is ignored sends other ids. */
async function takesSeveralIds(http: HttpClient): Promise<boolean> {
  try {
    const { body } = await http.call({
      path: path`/transactions`,
      query: { transactionPk: [1, 2] },
      retry: "idempotent",
    });
    const ids = Array.isArray(body) ? body.map((row) => (row as { id?: unknown } | null)?.id) : [];
    return ids.every((id) => id === 1 || id === 2);
  } catch (error) {
    if (isStatus(error, 400)) return false;
    throw error;
  }
}

function versionHint(
  facts: { operations: boolean; transactionDetails: boolean; isFork: boolean },
): string {
  const base = !facts.operations
    ? "older than 3.11"
    : facts.transactionDetails
    ? "3.12 or newer"
    : "3.11";
  return facts.isFork ? `${base}, patched` : base;
}
