export { type AuditContext, type AuditEntry, recordAudit } from "./record_audit.ts";
export { type AuditFilter, type AuditPage, type AuditRow, listAudit } from "./list_audit.ts";
