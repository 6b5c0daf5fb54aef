import { ok, type Route } from "../http/router.ts";
import type { OperationParser } from "../operations/operation.ts";
import { profileOperations } from "../operations/profile_operations.ts";
import { securityOperations } from "../operations/security_operations.ts";
import { sessionOperations } from "../operations/session_operations.ts";
import { stationOperations } from "../operations/station_operations.ts";
import type { Tasks } from "../operations/tasks.ts";

/** Every operation of the API by its name in the path. */
export const OPERATIONS: Record<string, OperationParser> = {
  ...sessionOperations,
  ...stationOperations,
  ...profileOperations,
  ...securityOperations,
};

/** The `operations` group of the API. */
export function operationRoutes(tasks: Tasks): Route[] {
  return Object.entries(OPERATIONS).map(([name, parse]) => ({
    method: "POST",
    path: `/operations/${name}`,
    handle: async ({ body }) => ok(await tasks.run(name, parse(body))),
  }));
}
