import { sql } from "drizzle-orm";
import { sites, userMappings, users } from "@/db/schema/mod.ts";
import { createOperator } from "@/lib/auth/mod.ts";
import { recordChargers } from "@/lib/charging/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { type DemoStation, SITES, STATIONS } from "./network.ts";
import { OPERATOR, type Person } from "./people.ts";

/**
 * Accounts, cards, sites and chargers in the database. Runs before the worker starts, so that the first
 * session it reads already finds its card. Repeating it adds nothing and overwrites no one's changes.
 */
export async function seedDatabase(ctx: Ctx, people: readonly Person[]): Promise<void> {
  await createOperator(ctx, { ...OPERATOR, role: "admin" });
  await inTransaction(ctx, async (tx) => {
    await seedPeople(tx, people);
    await seedChargers(tx);
  });
}

async function seedPeople({ db }: Ctx, people: readonly Person[]): Promise<void> {
  await db.insert(users).values(people.map((person) => ({
    id: person.id,
    publicId: person.publicId,
    email: person.email,
    emailVerified: true,
    name: person.name,
    role: "customer" as const,
    onboardedAt: new Date(),
  }))).onConflictDoNothing();
  await db.insert(userMappings).values(people.flatMap((person) =>
    person.cards.map((card) => ({
      userId: person.id,
      steveOcppIdTag: card.idTag,
      displayName: card.displayName,
      isActive: card.isActive,
      lagoCustomerExternalId: person.publicId,
      lagoSubscriptionExternalId: person.subscriptionId,
    }))
  )).onConflictDoNothing();
}

async function seedChargers(ctx: Ctx): Promise<void> {
  await ctx.db.insert(sites).values(
    Object.values(SITES).map((site) => ({ ...site, currency: "EUR" })),
  )
    .onConflictDoNothing();
  const { changed } = await recordChargers(
    ctx,
    STATIONS.map((station) => ({
      chargeBoxId: station.chargeBoxId,
      vendor: station.vendor,
      model: station.model,
      description: station.friendlyName,
      latitude: station.latitude,
      longitude: station.longitude,
      connectors: station.connectors.map(({ id }) => ({
        connectorId: id,
        type: station.connectorType,
      })),
    })),
  );
  for (const station of STATIONS) {
    if (changed.includes(station.chargeBoxId)) await describeCharger(ctx, station);
  }
}

/** What SteVe cannot tell of a charger. An operator's later word stands. */
async function describeCharger({ db }: Ctx, station: DemoStation): Promise<void> {
  const maxKw = Math.max(...station.connectors.map((connector) => connector.maxKw));
  const site = SITES[station.site];
  await db.execute(sql`
    update chargers set site_id = (select id from sites where name = ${site.name}), max_kw = ${maxKw},
      connector_type = ${station.connectorType}, form_factor = ${station.formFactor}, address = ${site.address}
    where charge_box_id = ${station.chargeBoxId} and site_id is null`);
  for (const connector of station.connectors) {
    await db.execute(sql`
      update evses e set max_kw = ${connector.maxKw} from chargers c
      where c.id = e.charger_id and c.charge_box_id = ${station.chargeBoxId}
        and e.evse_id = ${connector.id} and e.max_kw is null`);
  }
}
