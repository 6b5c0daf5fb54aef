/** What the browser does to sign in by a tap: three calls and one stream. Failures are texts of
 * SCAN_WORDS. */
export interface Pairing {
  chargeBoxId: string;
  pairingCode: string;
  expiresInSec: number;
}

const FAILED = "That did not work. Check your connection and try again.";
const OVER = "The time is over. Start again when you stand at the charger.";

async function post(path: string, body: unknown): Promise<Response | null> {
  return await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
}

/** Arms the charger; a text when it cannot be. */
async function arm(chargeBoxId: string): Promise<Pairing | { failure: string }> {
  const answer = await post("/api/auth/scan-pair", { chargeBoxId });
  const body = await answer?.json().catch(() => null);
  if (answer?.ok) return { chargeBoxId, ...body };
  if (answer?.status === 429) return { failure: "Too many requests. Try again in a minute." };
  if (body?.code === "charger_taken") {
    return { failure: "Somebody else is signing in at this charger. Try again in a minute." };
  }
  return {
    failure: answer?.status === 409 || answer?.status === 404
      ? "This charger is not connected at the moment. Choose another."
      : FAILED,
  };
}

const queryOf = ({ chargeBoxId, pairingCode }: Pairing) =>
  new URLSearchParams({ chargeBoxId, pairingCode });

/** Gives the charger back; nobody waits for the answer. */
function release(pairing: Pairing): void {
  fetch(`/api/auth/scan-pair?${queryOf(pairing)}`, { method: "DELETE", keepalive: true })
    .catch(() => {});
}

/** Waits for the tap and signs in with it; returns how to stop waiting. */
function waitForTap(
  pairing: Pairing,
  on: { tap: () => void; done: () => void; failed: (text: string) => void },
): () => void {
  const source = new EventSource(`/api/auth/scan-detect?${queryOf(pairing)}`);
  source.addEventListener("scan.intercepted", async (event: MessageEvent<string>) => {
    source.close();
    on.tap();
    const { idTag, t, nonce } = JSON.parse(event.data);
    const { chargeBoxId, pairingCode } = pairing;
    const answer = await post("/api/auth/scan-login", {
      idTag,
      t,
      nonce,
      chargeBoxId,
      pairingCode,
    });
    if (answer?.ok) return on.done();
    on.failed(
      answer?.status === 401
        ? "This card cannot sign in. Ask your operator to link it."
        : answer
        ? OVER
        : FAILED,
    );
  });
  source.addEventListener("cancelled", () => {
    source.close();
    on.failed(OVER);
  });
  // The browser tries again by itself after a cut; a refusal is final.
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) on.failed(FAILED);
  });
  return () => source.close();
}

export const scanPairing = { arm, release, waitForTap };
