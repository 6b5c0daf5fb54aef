import { eq, sql } from "drizzle-orm";
import { chargerOperationLog } from "@/db/schema/mod.ts";
import { atMost } from "@/lib/platform/at_most.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { HttpFailure } from "@/lib/platform/http.ts";
import { shortTag } from "@/lib/platform/ids.ts";
import {
  type OperationBody,
  type OperationOutcome,
  type SteveClient,
  SteveRefused,
} from "@/lib/steve/mod.ts";
import type { DriverOperationName, OperationResult, OperationRow, Reply } from "./operation_log.ts";

/** How long a person waits for the station's answer before progress is shown instead, in ms. */
export const STATION_WAIT_MS = 8_000;

export interface SendInput {
  steve: SteveClient | null;
  row: OperationRow;
  name: DriverOperationName;
  body: Omit<OperationBody, "chargeBoxIdList">;
  /** Card id to be shortened in what is kept of SteVe's words. */
  idTag?: string;
  /** Default 8,000. */
  waitMs?: number;
}

/**
 * Sends a logged operation once and writes down what became of it. A station that takes longer than
 * `waitMs` gives `unknown`; its answer is written down when it comes.
 */
export async function sendOperation(ctx: Ctx, input: SendInput): Promise<Reply> {
  const answer = await atMost(sendAndNote(ctx, input), input.waitMs ?? STATION_WAIT_MS);
  return answer.isDone ? answer.value : "unknown";
}

async function sendAndNote(ctx: Ctx, { steve, row, name, body, idTag }: SendInput): Promise<Reply> {
  const note = (change: OperationChange) => noteOperation(ctx, row.id, change);
  if (!steve) {
    await note({ status: "failed", result: { reply: "away", reason: "SteVe is not configured." } });
    return "away";
  }
  let outcome: OperationOutcome;
  try {
    outcome = await steve.operation(name, { ...body, chargeBoxIdList: [row.chargeBoxId] });
  } catch (error) {
    const reply = replyOfFailure(error);
    const reason = withoutTag(messageOf(error), idTag);
    ctx.log.warning("A driver's operation did not go through.", {
      operationId: row.id,
      reply,
      reason,
    });
    // Whatever may have been done stays open: the session that appears, or does not, decides.
    await note({
      status: reply === "unknown" ? "pending" : "failed",
      result: { reply, reason },
    });
    return reply;
  }
  const change = changeOf(outcome);
  await note(change);
  return change.result.reply;
}

export interface OperationChange {
  status: "pending" | "submitted" | "failed";
  taskId?: number | null;
  ocppTaskStatus?: string | null;
  result: OperationResult;
}

/** What an outcome makes of the row of an operation for one station. */
export function changeOf(outcome: OperationOutcome): OperationChange {
  const { taskId, answered, errors, exceptions, notConnected } = outcome;
  if (answered.length > 0) {
    const word = typeof answered[0].response === "string" ? answered[0].response : "Accepted";
    const reply = word === "Accepted" ? "accepted" : "refused";
    return { status: "submitted", taskId, ocppTaskStatus: word, result: { reply } };
  }
  if (errors.length > 0) {
    const { code, description } = errors[0];
    const reason = [code, description].filter(Boolean).join(": ").slice(0, 300);
    return {
      status: "failed",
      taskId,
      ocppTaskStatus: "Error",
      result: { reply: "refused", reason },
    };
  }
  if (exceptions.length > 0) {
    const reason = exceptions[0].message.slice(0, 300);
    return {
      status: "failed",
      taskId,
      ocppTaskStatus: "Error",
      result: { reply: "refused", reason },
    };
  }
  if (notConnected.length > 0) return { status: "failed", taskId, result: { reply: "offline" } };
  return { status: "submitted", taskId, result: { reply: "unknown" } };
}

/** Writes down what an operation came to; the session that it was seen to become stays. */
export async function noteOperation(
  ctx: Ctx,
  id: number,
  { result, ...change }: OperationChange,
): Promise<void> {
  const o = chargerOperationLog;
  await ctx.db.update(o).set({
    ...change,
    result: sql`jsonb_strip_nulls(jsonb_build_object('startedAs', ${o.result} -> 'startedAs'))
      || ${JSON.stringify(result)}::jsonb`,
    updatedAt: ctx.clock.now(),
  }).where(eq(o.id, id));
}

function replyOfFailure(error: unknown): Reply {
  if (error instanceof SteveRefused) return "refused";
  return error instanceof HttpFailure && !error.outcomeKnown ? "unknown" : "away";
}

/** SteVe's refusals name the card in full. */
const withoutTag = (text: string, idTag: string | undefined) =>
  (idTag ? text.replaceAll(idTag, shortTag(idTag)) : text).slice(0, 300);
