export { removePasskey, renamePasskey } from "./change_passkey.ts";
export { passkeyBody } from "./ceremonies.ts";
export { listPasskeys, type PasskeyView } from "./list_passkeys.ts";
