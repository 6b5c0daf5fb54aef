import type { FreshContext } from "fresh";
import type { z } from "zod";
import type { Ctx } from "@/lib/platform/context.ts";
import type { Dialect } from "./errors.ts";
import type { WebServices, WebState } from "./types.ts";

export type EndpointMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Credential an operation asks for.
 * - `public`: none. - `session`: any cookie session of the host. - `customer`, `operator`: that role.
 * - `hook`: a signature the handler verifies itself over `rawBody`.
 * - `device`: a device's bearer token. - `api_key`: an API key, or an operator's session.
 */
export type EndpointAuth =
  | "public"
  | "session"
  | "customer"
  | "operator"
  | "hook"
  | "device"
  | "api_key";

export type RateFamily = "auth" | "customer_read" | "customer_write" | "admin_read" | "admin_write";

/** `points` requests in `perSec` seconds, counted by address or (default) by caller. */
export interface RateSpec {
  points: number;
  perSec: number;
  keyBy?: "ip" | "caller";
}

export interface ResponseSpec {
  description: string;
  schema?: z.ZodType;
  /** Media type when it is not JSON, e.g. `text/event-stream`. */
  contentType?: string;
}

/** The one declaration of an HTTP operation; everything else follows from it. */
export interface EndpointSpec {
  method: EndpointMethod;
  /** Template with `{name}` for parameters, e.g. `/api/admin/sync/{id}/retry`. */
  path: string;
  hosts: "admin" | "customer" | "any";
  auth: EndpointAuth;
  permission?: string;
  request?: { params?: z.ZodObject; query?: z.ZodObject; body?: z.ZodType };
  responses: Record<number, ResponseSpec>;
  summary: string;
  description?: string;
  tags?: string[];
  /** Default by namespace and method (spec 3.3). */
  rate?: RateFamily | "none" | RateSpec;
  /** Honours `Idempotency-Key` (spec 3.5). */
  idempotent?: boolean;
  /**
   * The answer holds a secret: no cache keeps it, and what is saved for repeats can be opened only by
   * who sends the same body again. With `auth: "public"` the body is the proof of who repeats.
   */
  isSecret?: boolean;
  /** Default by path. */
  dialect?: Dialect;
  /** Default 256 kB. */
  bodyLimitBytes?: number;
  /** The handler reads `rawBody` itself: no content type is asked for, nothing is parsed. */
  raw?: boolean;
  /** Refused to who is signed in by a tap of a card only; see `requireStrongSession`. */
  strongSession?: boolean;
  /** The one write of ruling 12's exception: ending the view through a customer's eyes. */
  allowedWhileImpersonating?: boolean;
}

type Part<Spec extends EndpointSpec, Name extends "params" | "query" | "body", Else> =
  Spec["request"] extends { [N in Name]: infer Schema extends z.ZodType } ? z.output<Schema> : Else;

/** What a handler receives. */
export interface EndpointInput<Spec extends EndpointSpec, S extends WebServices> {
  /** Service context bound to the caller. */
  ctx: Ctx;
  services: S;
  state: WebState<S>;
  params: Part<Spec, "params", Record<string, string>>;
  query: Part<Spec, "query", Record<string, string | string[]>>;
  body: Spec["raw"] extends true ? undefined : Part<Spec, "body", undefined>;
  rawBody: Uint8Array<ArrayBuffer>;
  req: Request;
  url: URL;
}

/** A declared operation, ready for `handlers()`. */
export interface Endpoint {
  readonly spec: EndpointSpec;
  handle(context: FreshContext<WebState>): Promise<Response>;
}

export const isWrite = (method: string) => !["GET", "HEAD", "OPTIONS"].includes(method);
