import { Badge } from "./Badge.tsx";
import { useT } from "./translate.ts";
import { type StatusKind, statusLook } from "./status.ts";

/** The badge of a status word of a known family. A missing status reads "Unknown". */
export function StatusPill({ kind, status }: { kind: StatusKind; status: string | null }) {
  const t = useT();
  const { tone, label, live } = statusLook(kind, status ?? "unknown");
  return <Badge tone={tone} live={live}>{t(label)}</Badge>;
}
