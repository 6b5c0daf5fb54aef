export { type ArmedScan, armScan, type ScanReader } from "./arm_scan.ts";
export { type BrowserMark, browserMark } from "./browser_mark.ts";
export { cancelScan } from "./cancel_scan.ts";
export {
  hasOneReader,
  PAIRING_TTL_SEC,
  type PairingName,
  pairingQuery,
  scanLoginBody,
  type ScanLoginInput,
  type ScanState,
  type ScanTap,
} from "./pairing.ts";
export { type OnScanLogin, scanLogin } from "./scan_login.ts";
export { scanState } from "./scan_state.ts";
export { scanSlots, streamScan } from "./scan_stream.ts";
