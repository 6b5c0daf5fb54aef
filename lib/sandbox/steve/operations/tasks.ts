import { z } from "zod";
import { ApiError } from "../http/errors.ts";
import type { CallOutcome, Connections } from "../ocpp/connections.ts";
import type { StationRow } from "../store/stations.ts";
import type { Store } from "../store/store.ts";
import type { PreparedOperation, StationCall } from "./operation.ts";

/** SteVe's `OcppOperationResponse`. */
export interface OperationResponse {
  taskId: number;
  taskFinished: boolean;
  successResponses: { chargeBoxId: string; response: unknown }[];
  errorResponses: {
    chargeBoxId: string;
    errorCode: string;
    errorDescription: string;
    errorDetails: string;
  }[];
  exceptions: { chargeBoxId: string; exceptionMessage: string }[];
}

/** An operation that went out, for tests to look at. */
export interface ReceivedOperation {
  taskId: number;
  operation: string;
  chargeBoxIds: string[];
  params: Record<string, unknown>[];
}

const statusSchema = z.object({ status: z.string() });
const KEPT_TASKS = 1000;

/** Runs operations and keeps their tasks, in memory only. */
export class Tasks {
  readonly received: ReceivedOperation[] = [];
  readonly #tasks = new Map<number, OperationResponse>();
  #lastId = 0;

  constructor(
    readonly options: {
      store: Store;
      connections: Connections;
      now: () => number;
      waitMs: number;
    },
  ) {}

  get(taskId: number): OperationResponse | undefined {
    return this.#tasks.get(taskId);
  }

  /**
   * Sends to the connected stations and waits for their answers up to the limit. Stations that are
   * not connected are left out; when none is left, a 400.
   */
  async run(name: string, prepared: PreparedOperation): Promise<OperationResponse> {
    const { store, connections, now } = this.options;
    const context = { store, nowMs: now() };
    const known = [...new Set(prepared.chargeBoxIds.map((id) => id.toLowerCase()))]
      .map((id) => store.stations.byId(id))
      .filter((station) => station !== undefined);
    prepared.check(known, context);
    const eligible = known.filter((station) => connections.has(station.charge_box_id));
    if (!eligible.length) {
      throw new ApiError(
        400,
        `No stations are eligible for communication. Requested: [${
          prepared.chargeBoxIds.join(", ")
        }]`,
      );
    }
    const task = this.#create();
    const calls = eligible.map((station) => ({
      station,
      call: prepared.callFor(station, context),
    }));
    this.received.push({
      taskId: task.taskId,
      operation: name,
      chargeBoxIds: eligible.map((station) => station.charge_box_id),
      params: calls.map(({ call }) => call.params),
    });
    const all = Promise.all(calls.map(({ station, call }) => this.#send(task, station, call)))
      .then(() => {
        task.taskFinished = true;
      });
    await withinLimit(all, this.options.waitMs);
    return structuredClone(task);
  }

  #create(): OperationResponse {
    const task: OperationResponse = {
      taskId: ++this.#lastId,
      taskFinished: false,
      successResponses: [],
      errorResponses: [],
      exceptions: [],
    };
    this.#tasks.set(task.taskId, task);
    this.#tasks.delete(task.taskId - KEPT_TASKS);
    return task;
  }

  async #send(task: OperationResponse, station: StationRow, call: StationCall): Promise<void> {
    const chargeBoxId = station.charge_box_id;
    const outcome = await this.options.connections.call(chargeBoxId, call.method, call.params);
    try {
      record(task, chargeBoxId, call, outcome);
    } catch (error) {
      call.onFailure?.();
      task.exceptions.push({ chargeBoxId, exceptionMessage: String(error) });
    }
  }
}

function record(
  task: OperationResponse,
  chargeBoxId: string,
  call: StationCall,
  outcome: CallOutcome,
): void {
  if (outcome.kind === "result") {
    const respond = call.respond ?? ((result) => statusSchema.parse(result).status);
    task.successResponses.push({ chargeBoxId, response: respond(outcome.result) });
    return;
  }
  call.onFailure?.();
  if (outcome.kind === "error") task.errorResponses.push({ chargeBoxId, ...outcome.error });
  else task.exceptions.push({ chargeBoxId, exceptionMessage: outcome.message });
}

async function withinLimit(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => timer = setTimeout(resolve, limitMs));
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
