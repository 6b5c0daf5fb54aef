export * from "./auth.ts";
export * from "./platform.ts";
export * from "./charging.ts";
export * from "./billing.ts";
export * from "./sync.ts";
export * from "./devices.ts";
export * from "./drivers.ts";
export * from "./flags.ts";
