import type { SessionTick } from "@/lib/live/mod.ts";

/**
 * Tells the beginning and the end of sessions from what only moves in between. What a page has heard of a
 * session is kept in `heard`, by its id: whether it runs.
 */
export function hasNews(
  heard: Map<number, boolean>,
  sessions: readonly Pick<SessionTick, "id" | "isLive">[],
  { isCatchUp = false }: { isCatchUp?: boolean } = {},
): boolean {
  // An end is told again when its figures become final; a catch-up repeats ends that are long known.
  const news = sessions.filter(({ id, isLive }) =>
    heard.get(id) !== isLive || (!isLive && !isCatchUp)
  );
  for (const { id, isLive } of sessions) heard.set(id, isLive);
  return news.length > 0;
}
