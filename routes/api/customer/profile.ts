import { z } from "zod";
import { endpoint } from "@/define.ts";
import { getProfile, type Profile, profileChanges, updateProfile } from "@/lib/account/mod.ts";
import { LANGUAGES } from "@/lib/platform/i18n/languages.ts";
import { handlers } from "@/lib/web/mod.ts";

const profile = z.object({
  publicId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  theme: z.enum(["light", "dark", "system"]),
  language: z.enum(LANGUAGES).nullable().describe("Null follows the browser."),
  createdAt: z.iso.datetime(),
  onboardedAt: z.iso.datetime().nullable(),
});

const wire = ({ userId: _, createdAt, onboardedAt, ...rest }: Profile) => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  onboardedAt: onboardedAt?.toISOString() ?? null,
});

const read = endpoint({
  method: "GET",
  path: "/api/customer/profile",
  hosts: "customer",
  auth: "customer",
  summary: "Own profile",
  responses: { 200: { description: "The profile", schema: profile } },
}, async ({ ctx, state }) => wire(await getProfile(ctx, { userId: state.session!.userId })));

const change = endpoint(
  {
    method: "PATCH",
    path: "/api/customer/profile",
    hosts: "customer",
    auth: "customer",
    summary: "Change the own name, theme or language",
    request: { body: profileChanges },
    responses: { 200: { description: "The profile as it is then", schema: profile } },
  },
  async ({ ctx, state, body }) =>
    wire(await updateProfile(ctx, { userId: state.session!.userId, changes: body })),
);

export const handler = handlers(read, change);
