import { DEFAULT_BODY_LIMIT, readBody } from "./read_body.ts";
import { RequestError } from "./request_error.ts";

const FORM_TYPES = new Set(["application/x-www-form-urlencoded", "multipart/form-data"]);

/**
 * The fields of a posted form. Throws RequestError: 415 for a body that is no form, 400 for one that
 * cannot be read, 413 and 408 as `readBody` does.
 */
export async function readForm(req: Request): Promise<FormData> {
  const given = req.headers.get("content-type") ?? "";
  if (!FORM_TYPES.has(given.split(";")[0].trim().toLowerCase())) {
    await req.body?.cancel();
    throw new RequestError(415, "unsupported_media_type", "Send the fields as a form.");
  }
  const body = await readBody(req, DEFAULT_BODY_LIMIT);
  try {
    return await new Response(body, { headers: { "content-type": given } }).formData();
  } catch {
    throw new RequestError(400, "invalid_form", "The form cannot be read.");
  }
}
