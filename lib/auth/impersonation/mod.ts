export { endImpersonation } from "./end_impersonation.ts";
export { enterImpersonation, type TellCustomer } from "./enter_impersonation.ts";
export { recordImpersonatedView } from "./record_view.ts";
export { startImpersonation } from "./start_impersonation.ts";
