export {
  CAPABILITIES,
  type Capability,
  decideCapabilities,
  deviceActor,
  requireCapability,
} from "./capabilities.ts";
export {
  deregisterDevice,
  type DeregisterInput,
  requireOwnDevice,
  selfDeregister,
} from "./deregister_device.ts";
export { type DeviceIdentityView, getDevice } from "./get_device.ts";
export { type DeviceCharger, listDeviceChargers } from "./list_device_chargers.ts";
export { mintRegistrationCode, type MintRegistrationCodeInput } from "./mint_registration_code.ts";
export type { SignedInDevice } from "./native_sign_in.ts";
export { endOwnDevice, type OwnDevice, ownDevices } from "./own_devices.ts";
export { qrSignIn } from "./qr_sign_in.ts";
export { registerDevice, type RegisteredDevice } from "./register_device.ts";
export { codeChallenge } from "./registration_code.ts";
export { reportBlockedToken } from "./report_blocked_token.ts";
export {
  deviceLabel,
  magicLinkVerifyBody,
  nativeSignInAnswer,
  pushTokenBody,
  qrSignInBody,
  registerAnswer,
  registerBody,
} from "./schemas.ts";
export { setPushToken } from "./set_push_token.ts";
export { verifyMagicLink } from "./verify_magic_link.ts";
export { type ApnsSender, apnsSenderOf } from "./apns/apns_sender.ts";
export { isDeviceOnline } from "./online.ts";
export { armDeviceScan, type ArmDeviceScanInput } from "./scan/arm_device_scan.ts";
export { cancelDeviceScan } from "./scan/cancel_device_scan.ts";
export { readScanResult } from "./scan/read_scan_result.ts";
export { releaseDeviceScan } from "./scan/release_device_scan.ts";
export { type ScanAnswer, scanAnswerSchema } from "./scan/scan_answer.ts";
export { SCAN_PURPOSES, type ScanPurpose, type ScanRequest } from "./scan/scan_request.ts";
export { scanStream, type ScanStreamInput } from "./scan/scan_stream.ts";
export { takeScanResult, type TakeScanResultInput } from "./scan/take_scan_result.ts";
export { deviceState } from "./state/device_state.ts";
export { checkDeviceLogSize, pruneDeviceLogs } from "./state/prune_logs.ts";
export { type DeviceState, deviceStateSchema, syncBody } from "./state/schemas.ts";
export { syncDevice } from "./state/sync_device.ts";
