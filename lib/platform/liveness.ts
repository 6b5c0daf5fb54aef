/** Life of a pairing of a browser or an operator with a reader (ms; ruling 10). */
export const PAIRING_TTL_MS = 90_000;

/** A device that was heard within this time is online (ms; ruling 10). */
export const DEVICE_ONLINE_MS = 90_000;
