import { z } from "zod";
import { endpoint } from "@/define.ts";
import { invoicePdf } from "@/lib/billing/mod.ts";
import { handlers, reply } from "@/lib/web/mod.ts";
import { pdfResponse } from "@/routes/app/billing/(_components)/pdf_response.ts";

const PATH = "/api/customer/invoices/{id}/pdf";
const request = { params: z.object({ id: z.string().min(1).max(200) }) };
const pending = {
  description: "Being made: ask again after `Retry-After` seconds",
  schema: z.object({ status: z.literal("pending") }),
};
const failures = {
  404: { description: "Invoice not found: none, or not the caller's" },
  502: { description: "Failed to request PDF" },
};

const getPdf = endpoint({
  method: "GET",
  path: PATH,
  hosts: "customer",
  auth: "customer",
  summary: "An invoice as PDF",
  description: "Asks for the file and answers with its bytes once it is made.",
  tags: ["Billing"],
  request,
  responses: {
    200: { description: "The file", contentType: "application/pdf" },
    202: pending,
    ...failures,
  },
}, async ({ ctx, params, services, state }) => {
  const { userId } = state.session!;
  const pdf = await invoicePdf(ctx, { userId, invoiceId: params.id, lago: services.lago });
  return pdf.state === "ready" ? pdfResponse(pdf) : toPending(pdf);
});

const postPdf = endpoint({
  method: "POST",
  path: PATH,
  hosts: "customer",
  auth: "customer",
  summary: "Have the PDF of an invoice made",
  tags: ["Billing"],
  request,
  responses: {
    200: {
      description: "It is there: GET `url`",
      schema: z.object({ status: z.literal("ready"), url: z.string() }),
    },
    202: pending,
    ...failures,
  },
}, async ({ ctx, params, services, state }) => {
  const { userId } = state.session!;
  const pdf = await invoicePdf(ctx, { userId, invoiceId: params.id, lago: services.lago });
  if (pdf.state === "pending") return toPending(pdf);
  return { status: "ready", url: PATH.replace("{id}", encodeURIComponent(params.id)) };
});

const toPending = ({ retryAfterSec }: { retryAfterSec: number }) =>
  reply(202, { status: "pending" }, { "retry-after": String(retryAfterSec) });

export const handler = handlers(getPdf, postPdf);
