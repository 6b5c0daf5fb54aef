import type { syncStatus } from "@/lib/sync/mod.ts";

export type Capabilities = NonNullable<Awaited<ReturnType<typeof syncStatus>>["capabilities"]>;

/** What each ability of this SteVe means for the platform, with and without it. */
export const CAPABILITY_TEXTS: {
  key: keyof Capabilities;
  label: string;
  withIt: string;
  without: string;
}[] = [
  {
    key: "transactionsByIds",
    label: "Several transactions at once",
    withIt: "Open sessions are looked at in one request.",
    without: "Open sessions are looked at one by one, so a look takes longer.",
  },
  {
    key: "transactionDetails",
    label: "Meter values of a transaction",
    withIt: "Curves are complete even where the hook missed readings.",
    without: "Readings come by the hook alone.",
  },
  {
    key: "operations",
    label: "Remote operations",
    withIt: "Chargers can be commanded from here.",
    without: "Chargers can only be commanded in SteVe itself.",
  },
  {
    key: "chargeBoxes",
    label: "List of charge points",
    withIt: "Chargers appear before their first session.",
    without: "A charger appears with its first session or message.",
  },
  {
    key: "reservations",
    label: "Reservations",
    withIt: "Reservations are read back from SteVe.",
    without: "Reservations are kept here and not compared with SteVe.",
  },
  {
    key: "operationTasks",
    label: "Results of operations",
    withIt: "Late answers of chargers are found again.",
    without: "An answer that comes after the request ended is not seen.",
  },
];
