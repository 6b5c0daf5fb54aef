import { asc, eq } from "drizzle-orm";
import type { Db } from "@/db/client.ts";
import {
  chargerOperationLog,
  devices,
  favouriteChargers,
  lagoCustomers,
  lagoInvoices,
  notifications,
  passkeys,
  pushSubscriptions,
  reservations,
  userMappings,
  users,
} from "@/db/schema/mod.ts";
import type { SampleWorld } from "./sample_world.ts";

/** Kinds of things that belong to one driver and have an id. */
export const OWN_KINDS = [
  "card",
  "session",
  "reservation",
  "invoice",
  "operation",
  "notice",
  "passkey",
] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** One id of each kind, and words that appear in nobody else's data. */
export type Belongings = Record<OwnKind, string> & { words: string[] };

/** Gives a driver of the sample world one of everything. */
export async function seedBelongings(
  db: Db,
  world: SampleWorld,
  driver: SampleWorld["drivers"][number],
): Promise<Belongings> {
  const mark = `ZQ${driver.mappingId}X`;
  const { id: userId, mappingId } = driver;
  await db.update(users).set({ name: `Name ${mark}` }).where(eq(users.id, userId));
  await db.update(userMappings).set({ driverLabel: `Label ${mark}`, costCentre: `Centre ${mark}` })
    .where(eq(userMappings.id, mappingId));
  const session = world.sessions.find((each) => each.mappingId === mappingId)!;
  const day = 86_400_000;
  const [reservation] = await db.insert(reservations).values({
    chargeBoxId: world.chargeBoxIds[0],
    connectorId: 2,
    mappingId,
    idTag: driver.idTag,
    startAt: new Date(Date.now() + mappingId * day),
    endAt: new Date(Date.now() + mappingId * day + 3_600_000),
    status: "confirmed",
    createdByUserId: userId,
  }).returning({ id: reservations.id });
  const raw = { fees: [], customer: { name: `Customer ${mark}` } };
  await db.insert(lagoCustomers).values({
    externalId: userId,
    lagoId: `lc-${mark}`,
    name: `Customer ${mark}`,
    currency: "EUR",
    raw,
  }).onConflictDoNothing();
  const invoice = crypto.randomUUID();
  await db.insert(lagoInvoices).values({
    lagoId: invoice,
    externalCustomerId: userId,
    number: `INV-${mark}`,
    status: "finalized",
    paymentStatus: "pending",
    currency: "EUR",
    totalAmountCents: 1_234,
    issuingDate: "2026-10-01",
    raw,
  });
  const [operation] = await db.insert(chargerOperationLog).values({
    chargeBoxId: world.chargeBoxIds[1],
    operation: "RemoteStartTransaction",
    params: { idTag: driver.idTag, connectorId: 1, mappingId, cardId: mappingId },
    status: "submitted",
    requestedByUserId: userId,
  }).returning({ id: chargerOperationLog.id });
  const [notice] = await db.insert(notifications).values({
    audience: "customer",
    userId,
    source: "test",
    title: `Notice ${mark}`,
  }).returning({ id: notifications.id });
  const passkey = crypto.randomUUID();
  await db.insert(passkeys).values({
    id: passkey,
    name: `Passkey ${mark}`,
    publicKey: mark,
    userId,
    credentialID: `cred-${mark}`,
    counter: 0,
    deviceType: "singleDevice",
    backedUp: false,
  });
  await db.insert(pushSubscriptions).values({
    userId,
    endpoint: `https://push.example.org/${mark}`,
    p256dh: mark,
    auth: mark,
  });
  await db.insert(favouriteChargers).values({ userId, chargeBoxId: world.chargeBoxIds[2] });
  await db.insert(devices).values({
    kind: "phone_nfc",
    label: `Phone ${mark}`,
    ownerUserId: userId,
    platform: "ios",
    model: "x",
    osVersion: "1",
    appVersion: "1",
  });
  const [card] = await db.select({ id: userMappings.id }).from(userMappings)
    .where(eq(userMappings.userId, userId)).orderBy(asc(userMappings.id));
  return {
    card: String(card.id),
    session: String(session.steveTransactionId),
    reservation: String(reservation.id),
    invoice,
    operation: String(operation.id),
    notice: String(notice.id),
    passkey,
    words: [mark],
  };
}
