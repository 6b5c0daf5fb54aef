import { z } from "zod";
import { endpoint } from "@/define.ts";
import { myNotices, myUnread } from "@/lib/notifications/mod.ts";
import { decodeCursor, handlers, pageQuery, toPage } from "@/lib/web/mod.ts";

const notice = z.object({
  id: z.number(),
  severity: z.enum(["info", "success", "warning", "error"]),
  title: z.string(),
  body: z.string().nullable(),
  link: z.string().nullable(),
  isRead: z.boolean(),
  at: z.iso.datetime(),
});

const getNotices = endpoint({
  method: "GET",
  path: "/api/customer/notifications",
  hosts: "customer",
  auth: "customer",
  summary: "The driver's notices, newest first, and how many are unread",
  tags: ["Notifications"],
  request: { query: z.object(pageQuery()) },
  responses: {
    200: {
      description: "A page of notices",
      schema: z.object({
        notifications: z.array(notice),
        next: z.string().nullable(),
        unread: z.number(),
      }),
    },
    400: { description: "Not a cursor of this list" },
  },
}, async ({ ctx, query, state }) => {
  const { userId } = state.session!;
  const cursor = decodeCursor(z.number().int().positive(), query.cursor);
  const [rows, unread] = await Promise.all([
    myNotices(ctx, {
      userId,
      language: state.language,
      limit: query.limit + 1,
      beforeId: cursor?.at,
    }),
    myUnread(ctx, { userId }),
  ]);
  const { items, next } = toPage(rows, { limit: query.limit, cursor, keyOf: (row) => row.id });
  return {
    notifications: items.map((item) => ({ ...item, at: item.at.toISOString() })),
    next,
    unread,
  };
});

export const handler = handlers(getNotices);
