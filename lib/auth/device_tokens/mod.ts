export { authenticateDevice, type DeviceIdentity } from "./authenticate_device.ts";
export { checkDeviceToken, type DeviceActor } from "./check_device_token.ts";
export { type IssuedDeviceToken, issueDeviceToken } from "./issue_device_token.ts";
export { loadDeviceSecret } from "./load_device_secret.ts";
export { type BlockedToken, noteRefusedToken, type RefusalDeps } from "./refuse_device.ts";
export { revokeDeviceTokens } from "./revoke_device_tokens.ts";
