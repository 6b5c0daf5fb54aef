interface NonceSlot {
  value: string;
  isUsed: boolean;
}

// Keyed by context: the csp middleware asks for a nonce, the renderer supplies it.
const nonces = new WeakMap<object, NonceSlot>();

/** Reserves a nonce for whatever this request renders. */
export function reserveNonce(ctx: object): void {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  nonces.set(ctx, { value: bytes.toBase64(), isUsed: false });
}

/** The request's nonce when one is reserved; marks it as used. */
export function nonceOf(ctx: object): string | null {
  const slot = nonces.get(ctx);
  if (!slot) return null;
  slot.isUsed = true;
  return slot.value;
}

/** The nonce that a rendered page carries; null when nothing was rendered. */
export function usedNonce(ctx: object): string | null {
  const slot = nonces.get(ctx);
  return slot?.isUsed ? slot.value : null;
}
