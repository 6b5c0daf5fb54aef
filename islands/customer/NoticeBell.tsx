import { useEffect, useState } from "preact/hooks";
import { Bell } from "../../components/icons.ts";
import { live } from "../live.ts";
import type { BellWords } from "./notice_words.ts";

/** Several notices of one moment are counted together. */
const GATHER_MS = 300;
const MOST_SHOWN = 99;

/** The way to the notices, with how many are unread; the count follows the live connection. */
export default function NoticeBell({ unread, words }: {
  /** Null when it could not be counted. */
  unread: number | null;
  words: BellWords;
}) {
  const [count, setCount] = useState(unread ?? 0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = live.on("notification.raised", () => {
      clearTimeout(timer);
      timer = setTimeout(() => readUnread().then((n) => n !== null && setCount(n)), GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  const label = count === 0
    ? words["Notifications"]
    : count === 1
    ? words["Notifications, one unread"]
    : words["Notifications, {n} unread"].replace("{n}", String(count));
  return (
    <a
      href="/notifications"
      title={label}
      class="tap-square relative inline-flex items-center justify-center rounded-md text-ink-muted hover:bg-ink/5 hover:text-ink"
    >
      <Bell size={20} aria-hidden="true" />
      <span class="sr-only" role="status" data-unread={count}>{label}</span>
      {count > 0 && (
        <span
          aria-hidden="true"
          class="accent accent-green absolute top-0.5 right-0.5 sm:-top-1 sm:-right-1 min-w-5 rounded-pill bg-accent-solid px-1 text-center text-[11px] leading-5 font-semibold text-accent-on tabular-nums"
        >
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
    </a>
  );
}

/** The count as the server knows it; null when it does not answer. */
async function readUnread(): Promise<number | null> {
  try {
    const response = await fetch("/api/customer/notifications?limit=1");
    if (!response.ok) return null;
    const { unread } = await response.json();
    return typeof unread === "number" ? unread : null;
  } catch {
    return null;
  }
}
