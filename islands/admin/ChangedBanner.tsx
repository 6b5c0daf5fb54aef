import { useEffect, useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { LinkButton } from "../../components/LinkButton.tsx";
import type { SessionTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";

/** Says how many sessions changed since the list was loaded. The list itself stays under the reader's
 * eyes until they ask for the new one. */
export default function ChangedBanner({ href }: { href: string }) {
  const [changed, setChanged] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const take = ({ sessions }: { sessions: SessionTick[] }) =>
      setChanged((before) => new Set([...before, ...sessions.map((session) => session.id)]));
    const stops = [live.on("session.changed", take), live.on("transaction.meter", take)];
    return () => stops.forEach((stop) => stop());
  }, []);
  if (changed.size === 0) return <div role="status" />;
  return (
    <Banner
      kind="info"
      title={changed.size === 1 ? "1 session changed" : `${changed.size} sessions changed`}
      action={<LinkButton href={href} size="sm">Refresh</LinkButton>}
    />
  );
}
