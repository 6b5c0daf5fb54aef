import { useT } from "@/components/translate.ts";
import NoticeBellIsland from "@/islands/customer/NoticeBell.tsx";
import { BELL_WORDS } from "@/islands/customer/notice_words.ts";

/** The bell of the driver's shell; without a script a link with the count of when the page was made. */
export function NoticeBell({ unread }: { unread: number | null }) {
  const t = useT();
  return <NoticeBellIsland unread={unread} words={t.words(BELL_WORDS)} />;
}
