/** Talks to the authenticator of the browser. Failures are texts of PASSKEY_WORDS. */
export interface Refusal {
  failure: string;
}

const isKnown = () =>
  typeof PublicKeyCredential !== "undefined" &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential;

async function options(path: string): Promise<unknown> {
  const answer = await fetch(path).catch(() => null);
  if (answer?.ok) return await answer.json();
  throw answer?.status ?? 0;
}

async function send(path: string, body: unknown): Promise<number> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  return answer?.status ?? 0;
}

const jsonOf = (credential: Credential | null) => (credential as PublicKeyCredential).toJSON();

/** Signs in; null once the cookie is set. */
async function signIn(): Promise<Refusal | null> {
  let response: unknown;
  try {
    const json = await options("/api/auth/passkey/generate-authenticate-options");
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      json as PublicKeyCredentialRequestOptionsJSON,
    );
    response = jsonOf(await navigator.credentials.get({ publicKey }));
  } catch (error) {
    return error === 429
      ? { failure: "Too many requests. Try again in a minute." }
      : { failure: "The passkey was not used. Try again, or sign in another way." };
  }
  const status = await send("/api/auth/passkey/verify-authentication", { response });
  if (status === 200) return null;
  return {
    failure: status === 429
      ? "Too many requests. Try again in a minute."
      : "This passkey was not accepted.",
  };
}

/** Makes a passkey on this device and keeps it; null when it is kept. */
async function add(name: string): Promise<Refusal | null> {
  let response: unknown;
  try {
    const json = await options("/api/auth/passkey/generate-register-options");
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      json as PublicKeyCredentialCreationOptionsJSON,
    );
    response = jsonOf(await navigator.credentials.create({ publicKey }));
  } catch (error) {
    const isHeld = error instanceof DOMException && error.name === "InvalidStateError";
    return isHeld
      ? { failure: "This device holds a passkey of yours already." }
      : notAdded(typeof error === "number" ? error : 0);
  }
  const body = { response, ...(name.trim() ? { name: name.trim() } : {}) };
  const status = await send("/api/auth/passkey/verify-registration", body);
  return status === 200 ? null : notAdded(status);
}

/** Why the server gave no options or kept no passkey, by its status. */
const REASONS: Record<number, string> = {
  401: "You are signed out. Sign in and try again.",
  403: "You signed in with a card. To add a passkey, sign in by mail first.",
  409: "You have many passkeys already. Remove one first.",
  429: "Too many requests. Try again in a minute.",
};
const notAdded = (status: number): Refusal => ({
  failure: REASONS[status] ?? "No passkey was added.",
});

export const passkeyCeremony = { isKnown, signIn, add };
