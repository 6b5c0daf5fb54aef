import type { z } from "zod";
import { checkJsonType, DEFAULT_BODY_LIMIT, parseJson, readBody } from "./read_body.ts";
import { ValidationError } from "./request_error.ts";
import { type EndpointSpec, isWrite } from "./spec.ts";

/** The parts of a request after reading and validation. */
export interface ParsedRequest {
  params: unknown;
  query: unknown;
  body: unknown;
  rawBody: Uint8Array<ArrayBuffer>;
}

/** Reads and validates path, query and body; all violations are reported together. */
export async function parseRequest(
  spec: EndpointSpec,
  req: Request,
  url: URL,
  rawParams: Record<string, string>,
): Promise<ParsedRequest> {
  const rawBody = isWrite(spec.method)
    ? await readBody(req, spec.bodyLimitBytes ?? DEFAULT_BODY_LIMIT)
    : new Uint8Array();
  const schemas = spec.request ?? {};
  const parsesBody = !spec.raw && schemas.body !== undefined;
  if (!spec.raw) checkJsonType(req, rawBody);

  const issues: z.core.$ZodIssue[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return value;
    const parsed = schema.safeParse(value);
    if (!parsed.success) issues.push(...parsed.error.issues);
    return parsed.data;
  };
  const params = parse(schemas.params, rawParams);
  const query = parse(schemas.query, queryOf(url));
  const body = parsesBody ? parse(schemas.body, parseJson(rawBody)) : undefined;
  if (issues.length > 0) throw new ValidationError(issues);
  return { params, query, body, rawBody };
}

/** Query parameters; one that is given several times is a list, an empty one counts as absent. */
function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of url.searchParams) {
    if (value === "") continue;
    const known = query[name];
    query[name] = known === undefined ? value : [known, value].flat();
  }
  return { ...query };
}
