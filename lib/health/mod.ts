export { checkHealth, type Health, type HealthStatus } from "./check_health.ts";
