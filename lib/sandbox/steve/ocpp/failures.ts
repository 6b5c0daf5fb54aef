import { z } from "zod";

/** A CallError as the station sent it. */
export interface RpcFailure {
  errorCode: string;
  errorDescription: string;
  errorDetails: string;
}

const rpcErrorSchema = z.object({
  rpcErrorCode: z.string(),
  message: z.string(),
  details: z.unknown().optional(),
});

/** The CallError inside what ocpp-rpc threw, or null for a lost connection and the like. */
export function errorOf(thrown: unknown): RpcFailure | null {
  const parsed = rpcErrorSchema.safeParse(thrown);
  if (!parsed.success) return null;
  return {
    errorCode: parsed.data.rpcErrorCode,
    errorDescription: parsed.data.message,
    errorDetails: JSON.stringify(parsed.data.details ?? {}),
  };
}
