/**
 * The web floor: hosts, endpoints, guards, pagination, API document, middlewares.
 * @module
 */
export { csrfForPages } from "./csrf_for_pages.ts";
export { docsPage } from "./docs_page.tsx";
export { apiDocument } from "./api_document.ts";
export { Drain } from "./drain.ts";
export { createEndpoint } from "./endpoint.ts";
export { type Dialect, dialectOf, errorResponse } from "./errors.ts";
export { refuseImpersonatedWrite, requireStrongSession, WEAK_SESSION } from "./guards.ts";
export { handlers } from "./handlers.ts";
export { hostDispatch, visiblePath } from "./host_dispatch.ts";
export {
  day,
  filterText,
  type ListCursor,
  periodOf,
  periodProblem,
  queryOf,
  readCursor,
  readQuery,
  sessionFilters,
} from "./list_filters.ts";
export { isLookAgain } from "./look_again.ts";
export { openApiDocument } from "./openapi.ts";
export type { OpenApiDocument } from "./openapi_types.ts";
export { pageBodyLimit } from "./page_body_limit.ts";
export { pageFailures } from "./page_failures.ts";
export { requireCustomer, requireOperator } from "./page_guards.ts";
export {
  type Cursor,
  decodeCursor,
  encodeCursor,
  type Page,
  pageQuery,
  toPage,
} from "./pagination.ts";
export { countDocument, pageLimits } from "./page_limits.ts";
export { readForm } from "./read_form.ts";
export { registeredEndpoints, routesTable } from "./registry.ts";
export { reply } from "./reply.ts";
export { requestContext } from "./request_context.ts";
export { RequestError } from "./request_error.ts";
export {
  contentSecurityPolicy,
  CSP_DIRECTIVES,
  cspDirectives,
  securityHeaders,
} from "./security_headers.ts";
export { resolveSession } from "./session.ts";
export type {
  Endpoint,
  EndpointAuth,
  EndpointInput,
  EndpointMethod,
  EndpointSpec,
  RateFamily,
  RateSpec,
  ResponseSpec,
} from "./spec.ts";
export { surfaceOf } from "./surface.ts";
export type {
  AuthGateway,
  BearerIdentity,
  SessionInfo,
  Surface,
  Theme,
  WebServices,
  WebState,
} from "./types.ts";
export { unknownHostResponse } from "./unknown_host.tsx";
