import { endpoint } from "@/define.ts";
import { handlers, RequestError } from "@/lib/web/mod.ts";

const reserved = endpoint({
  method: "POST",
  path: "/api/customer/delete-account",
  hosts: "customer",
  auth: "customer",
  summary: "Reserved: immediate deletion is not offered",
  description:
    "Always 501 by contract. `POST /api/customer/deletion-request` deletes an account after 30 days.",
  responses: { 501: { description: "Not offered" } },
}, () => {
  throw new RequestError(
    501,
    "not_implemented",
    "An account is not deleted at once. Ask for it with POST /api/customer/deletion-request.",
  );
});

export const handler = handlers(reserved);
