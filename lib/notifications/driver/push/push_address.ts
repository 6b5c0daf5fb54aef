import { BlockList, isIP } from "node:net";

/** Push services of the browsers in use; a leading dot takes every host below. */
const KNOWN_HOSTS = [
  "fcm.googleapis.com",
  "jmt17.google.com",
  ".push.services.mozilla.com",
  ".notify.windows.com",
  ".push.apple.com",
];

/**
 * Whether messages may go to this endpoint: https, no port, no credentials, and a host of a known push
 * service or one the operator listed. The endpoint comes from a browser, so it could name anything.
 *
 * @param allowedHosts comma-separated hosts (setting PUSH_ALLOWED_HOSTS); a leading dot as above
 */
export function isPushAddress(endpoint: string, allowedHosts: string | undefined): boolean {
  const url = URL.parse(endpoint);
  if (!url || endpoint.length > 2_000) return false;
  const { protocol, hostname, port, username, password } = url;
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  if (hostname.startsWith("[") || isIP(hostname) !== 0) return false;
  const listed = (allowedHosts ?? "").split(",").map((host) => host.trim().toLowerCase());
  return [...KNOWN_HOSTS, ...listed].some((host) =>
    host !== "" && (host.startsWith(".") ? hostname.endsWith(host) : hostname === host)
  );
}

/** Networks that are not the public Internet (RFC 6890 and its successors). */
const PRIVATE_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;
const PRIVATE_V6 = [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const;

const closed = new BlockList();
for (const [net, bits] of PRIVATE_V4) closed.addSubnet(net, bits, "ipv4");
for (const [net, bits] of PRIVATE_V6) closed.addSubnet(net, bits, "ipv6");
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Whether an address lies in the public Internet. */
export function isPublicAddress(address: string): boolean {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  const family = isIP(plain);
  if (family === 0) return false;
  // What is left of mapped addresses is written in another form: none of them is public.
  if (family === 6 && /^::ffff:/i.test(plain)) return false;
  return !closed.check(plain, family === 4 ? "ipv4" : "ipv6");
}
