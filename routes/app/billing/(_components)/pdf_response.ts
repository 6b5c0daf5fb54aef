/** A PDF to keep. Never stored on the way: it is one driver's. */
export function pdfResponse(
  pdf: { bytes: Uint8Array<ArrayBuffer>; fileName: string },
): Response {
  return new Response(pdf.bytes, {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${pdf.fileName.replace(/[^\w.-]/g, "-")}"`,
      "content-length": String(pdf.bytes.byteLength),
      "cache-control": "no-store",
    },
  });
}
