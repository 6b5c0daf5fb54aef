/** What a browser can do about push messages. `needs_install`: on iOS only an installed app takes them. */
export type PushState = "looking" | "unsupported" | "needs_install" | "denied" | "off" | "on";

const SUBSCRIPTIONS = "/api/customer/push/subscriptions";

/** How things stand; `prints` are SHA-256 fingerprints of the endpoints the driver subscribed. */
export async function readPushState(prints: readonly string[]): Promise<PushState> {
  if (!("serviceWorker" in navigator) || !("PushManager" in self) || !("Notification" in self)) {
    return isIos() && !isInstalled() ? "needs_install" : "unsupported";
  }
  if (Notification.permission === "denied") return "denied";
  const subscription = await ownSubscription();
  // Another driver of this browser may have subscribed it: then it is off for this one.
  return subscription && prints.includes(await printOf(subscription.endpoint)) ? "on" : "off";
}

/** What this browser takes from the site's push service, if anything. */
async function ownSubscription(): Promise<PushSubscription | null | undefined> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return await registration?.pushManager.getSubscription();
}

/** Asks for permission, subscribes and tells the server; throws when one of them fails. */
export async function turnOn(publicKey: string): Promise<PushState> {
  if (await Notification.requestPermission() !== "granted") {
    return Notification.permission === "denied" ? "denied" : "off";
  }
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  // The server's key may have changed since: such a subscription takes nothing any more.
  if (known && !isSameKey(known.options.applicationServerKey, publicKey)) await known.unsubscribe();
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  await tellServer("POST", subscription.toJSON());
  return "on";
}

/** Tells the server and unsubscribes; throws when the server cannot be told. */
export async function turnOff(): Promise<PushState> {
  const subscription = await ownSubscription();
  if (subscription) {
    await tellServer("DELETE", { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  }
  return "off";
}

/** How long signing out waits for the server to hear of it (ms). */
const FAREWELL_MS = 2_000;

/**
 * Before a form signs the driver out, this browser stops getting their messages: the next person at it
 * must not read them. The browser's own subscription stays, it may be another account's.
 */
export function leaveWithSignOut(): () => void {
  const onSubmit = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    // Not `form.action`: an input of that name would stand in its place.
    if (!form.getAttribute("action")?.endsWith("/api/auth/sign-out")) return;
    event.preventDefault();
    void endMessages().finally(() => form.submit());
  };
  addEventListener("submit", onSubmit);
  return () => removeEventListener("submit", onSubmit);
}

async function endMessages(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("PushManager" in self)) return;
  const end = async () => {
    const subscription = await ownSubscription();
    if (subscription) await tellServer("DELETE", { endpoint: subscription.endpoint });
  };
  const late = new Promise<void>((resolve) => setTimeout(resolve, FAREWELL_MS));
  await Promise.race([end().catch(() => {}), late]);
}

async function tellServer(method: "POST" | "DELETE", body: unknown): Promise<void> {
  const response = await fetch(SUBSCRIPTIONS, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
}

function isSameKey(given: ArrayBuffer | null, publicKey: string): boolean {
  if (!given) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(given)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return text === publicKey;
}

async function printOf(endpoint: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** iPadOS calls itself a Mac, with fingers. */
export const isIos = () =>
  /iPad|iPhone|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

/** Whether the page runs as an installed app. */
export const isInstalled = () =>
  matchMedia("(display-mode: standalone)").matches ||
  ("standalone" in navigator && navigator.standalone === true);
