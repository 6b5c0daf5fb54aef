import { define } from "@/define.ts";
import type { Config } from "@/lib/platform/config.ts";

/** Addresses that open the app where it is installed (spec 1.4). */
const PATHS = [
  "/app/register/callback",
  "/expresscan/register/callback",
  "/c/*",
  "/u/*",
  "/m/*",
];

/** Apple reads it once per installation; without an app in the configuration it names none. */
export const handler = define.handlers({
  GET: ({ state }) =>
    Response.json(associationOf(state.services.config), {
      headers: { "cache-control": "public, max-age=3600" },
    }),
});

function associationOf({ APNS_TEAM_ID: team, APNS_TOPIC: bundle }: Config) {
  const details = team && bundle
    ? [{ appIDs: [`${team}.${bundle}`], components: PATHS.map((path) => ({ "/": path })) }]
    : [];
  return { applinks: { apps: [], details } };
}
