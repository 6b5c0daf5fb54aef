import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  type DeletionRequest,
  openDeletionRequest,
  requestDeletion,
  withdrawDeletion,
} from "@/lib/account/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const PATH = "/api/customer/deletion-request";
const answer = z.object({
  request: z.object({
    requestedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().describe("When the account is erased."),
  }).nullable(),
});

const wire = (request: DeletionRequest | null) => ({
  request: request && {
    requestedAt: request.requestedAt.toISOString(),
    dueAt: request.dueAt.toISOString(),
  },
});

const read = endpoint(
  {
    method: "GET",
    path: PATH,
    hosts: "customer",
    auth: "customer",
    summary: "The deletion of the own account that waits for its day",
    responses: { 200: { description: "The request, or null", schema: answer } },
  },
  async ({ ctx, state }) => wire(await openDeletionRequest(ctx, { userId: state.session!.userId })),
);

const ask = endpoint({
  method: "POST",
  path: PATH,
  hosts: "customer",
  auth: "customer",
  strongSession: true,
  summary: "Ask for the own account to be deleted in 30 days",
  description: "Personal data are erased on that day; billing records stay without a name. " +
    "Asking again answers with the first request.",
  responses: { 200: { description: "The request", schema: answer } },
}, async ({ ctx, state }) => wire(await requestDeletion(ctx, { userId: state.session!.userId })));

const withdraw = endpoint({
  method: "DELETE",
  path: PATH,
  hosts: "customer",
  auth: "customer",
  summary: "Keep the own account after all",
  responses: {
    200: { description: "No request is open", schema: answer },
    409: { description: "`deletion_under_way`: its day has come" },
  },
}, async ({ ctx, state }) => {
  await withdrawDeletion(ctx, { userId: state.session!.userId });
  return wire(null);
});

export const handler = handlers(read, ask, withdraw);
