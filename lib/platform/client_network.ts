import { isIPv6 } from "node:net";

/**
 * What limits count one client by: an IPv4 address, or the /64 network of an IPv6 one. Whoever has one
 * IPv6 address has all 2^64 of its network, and could take another for every request.
 * @example clientNetwork("2001:db8::7") === "2001:db8:0:0::/64"
 */
export function clientNetwork(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head, tail] = ip.toLowerCase().split("%")[0].split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const end = tail === "" ? [] : tail.split(":");
    // An IPv4 address at the end stands for two groups.
    const length = end.length + (end.at(-1)?.includes(".") ? 1 : 0);
    while (groups.length + length < 8) groups.push("0");
    groups.push(...end);
  }
  return `${groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
}
