// The worker of the drivers' site. It keeps one page for when the network is gone, and shows messages.
// Nothing that belongs to a person is kept: no page behind the sign-in, no answer of the API.
const VERSION = "2";
const CACHE = `polaris-offline-${VERSION}`;
const OFFLINE = "/offline";
const FILES = ["/favicon.svg", "/icons/icon-192.png", "/come-back.js"];
const STYLE = /href="(\/[^"]+\.css[^"]*)"/g;

self.addEventListener("install", (event) => {
  event.waitUntil(keepOffline().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("polaris-offline-") && name !== CACHE) await caches.delete(name);
    }
    // The page need not wait until this worker has started.
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data === "refresh-offline") event.waitUntil(keepOffline().catch(() => {}));
});

/** Fetches the offline page in the reader's language, and what it needs to look like one. */
async function keepOffline() {
  const cache = await caches.open(CACHE);
  const page = await fetch(OFFLINE, { cache: "reload" });
  if (!page.ok || page.redirected) throw new Error("The offline page could not be fetched.");
  const styles = [...(await page.clone().text()).matchAll(STYLE)].map((match) =>
    match[1].replaceAll("&amp;", "&")
  );
  await cache.addAll([...new Set([...FILES, ...styles])]);
  await cache.put(OFFLINE, page);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(openPage(event));
  else if (["style", "image", "script"].includes(request.destination)) {
    event.respondWith(fetch(request).catch((error) => kept(request, error)));
  }
});

/** The page from the network, always; without one, the offline page. */
async function openPage(event) {
  try {
    return await event.preloadResponse ?? await fetch(event.request);
  } catch (error) {
    return await kept(OFFLINE, error);
  }
}

async function kept(request, error) {
  const found = await (await caches.open(CACHE)).match(request);
  if (found) return found;
  throw error;
}

self.addEventListener("push", (event) => {
  const message = readMessage(event);
  event.waitUntil(self.registration.showNotification(message.title, {
    body: message.body,
    tag: message.tag,
    lang: message.language,
    icon: "/icons/icon-192.png",
    badge: "/icons/icon-192.png",
    data: { link: message.link },
  }));
});

/** Browsers demand that every push shows something, so an unreadable one shows the name. */
function readMessage(event) {
  try {
    const { title, body, tag, language, link } = event.data.json();
    return { title: String(title), body, tag, language, link };
  } catch {
    return { title: "Polaris Express", link: "/notifications" };
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openLink(event.notification.data?.link));
});

/** Shows a path of this site in the window that is open, or in a new one. */
async function openLink(link) {
  const path = typeof link === "string" && /^\/(?![/\\])/.test(link) ? link : "/";
  const url = new URL(path, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((client) => client.url === url) ?? windows[0];
  if (!open) return await self.clients.openWindow(url);
  await open.focus();
  if (open.url !== url) await open.navigate(url).catch(() => self.clients.openWindow(url));
}

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renew(event));
});

/** The push service gave the browser another address: the server learns of it. */
async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const subscription = newSubscription ??
    (options ? await self.registration.pushManager.subscribe(options) : null);
  if (!subscription) return;
  await fetch("/api/customer/push/subscriptions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(subscription),
  });
}
