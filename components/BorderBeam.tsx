import type { ComponentChildren } from "preact";
import { cx } from "./class_names.ts";

/** Puts a running light round its child while `live`. Only for the root card of a page, and only
 * for what is happening: a session, a sync run, a waiting scan. */
export function BorderBeam({ live, children }: { live: boolean; children: ComponentChildren }) {
  return <div class={cx("rounded-xl", live && "border-beam")}>{children}</div>;
}
