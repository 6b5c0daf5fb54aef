import assert from "node:assert/strict";
import { users } from "@/db/schema/mod.ts";
import { AppError, type ErrorKind } from "@/lib/platform/errors.ts";
import { customerScope } from "./customer_scope.ts";
import { linkCard } from "./link_card.ts";
import { listCards } from "./list_cards.ts";
import { at, withWorld } from "./test_world.ts";

const fails = (kind: ErrorKind) => (error: unknown) =>
  error instanceof AppError && error.kind === kind;

Deno.test("a card is linked once, to a customer", () =>
  withWorld(async ({ ctx, database }) => {
    await database.db.insert(users).values([
      { id: "u1", publicId: "U1", role: "customer" },
      { id: "op", publicId: "OP", role: "operator" },
    ]);
    const { mappingId } = await linkCard(ctx, {
      idTag: " AABB ",
      userId: "u1",
      displayName: "Blue",
    });
    const { cards } = await listCards(ctx);
    assert.equal(cards[0].mappingId, mappingId);
    assert.equal(cards[0].idTag, "AABB");
    assert.equal(cards[0].isActive, true);
    assert.equal(cards[0].tagType, "ev_card");
    await assert.rejects(linkCard(ctx, { idTag: "aabb", userId: "u1" }), fails("conflict"));
    await assert.rejects(linkCard(ctx, { idTag: "X", userId: "nobody" }), fails("not_found"));
    await assert.rejects(linkCard(ctx, { idTag: "X", userId: "op" }), fails("invalid"));
    await assert.rejects(linkCard(ctx, { idTag: " ", userId: "u1" }), fails("invalid"));
    await assert.rejects(
      linkCard(ctx, { idTag: "X", userId: "u1", parentIdTag: "x" }),
      fails("invalid"),
    );
    const race = await Promise.allSettled(
      [1, 2, 3].map(() => linkCard(ctx, { idTag: "RACE", userId: "u1" })),
    );
    assert.equal(race.filter((one) => one.status === "fulfilled").length, 1);
  }));

Deno.test("cards are found by tag, name and owner, page by page, with their use", () =>
  withWorld(async ({ ctx, card, session, database }) => {
    const a = await card("u1", "AABB01", { displayName: "Blue" });
    const b = await card("u1", "CC_02", { isActive: false });
    const c = await card("u2", "DD03");
    await database.sql`update users set name = 'Ada' where id = 'u2'`;
    await session({ mappingId: a, startedAt: at(-90) });
    await session({ mappingId: a, startedAt: at(-30) });
    const ids = async (input: Parameters<typeof listCards>[1]) =>
      (await listCards(ctx, input)).cards.map((one) => one.mappingId);
    assert.deepEqual(await ids({}), [c, b, a]);
    assert.deepEqual(await ids({ search: "bb0" }), [a]);
    assert.deepEqual(await ids({ search: "blu" }), [a]);
    assert.deepEqual(await ids({ search: "ada" }), [c]);
    assert.deepEqual(await ids({ search: "_" }), [b]);
    assert.deepEqual(await ids({ userId: "u1", active: true }), [a]);
    assert.deepEqual(await ids({ mappingIds: [a, c] }), [c, a]);
    assert.deepEqual(await ids({ mappingIds: [] }), []);
    const page = await listCards(ctx, { limit: 2 });
    assert.equal(page.next, b);
    assert.deepEqual(await ids({ after: page.next! }), [a]);
    const [used] = (await listCards(ctx, { mappingIds: [a] })).cards;
    assert.equal(used.sessions, 2);
    assert.deepEqual(used.lastUsedAt, at(-30));
    const [unused] = (await listCards(ctx, { mappingIds: [b] })).cards;
    assert.deepEqual([unused.sessions, unused.lastUsedAt], [0, null]);
  }));

Deno.test("a customer's scope is exactly what they own", () =>
  withWorld(async ({ ctx, card, database }) => {
    const a = await card("u1", "A", {
      steveOcppTagPk: 11,
      isActive: false,
      lagoCustomerExternalId: "OLD",
    });
    const b = await card("u1", "B", { steveOcppTagPk: 12, lagoCustomerExternalId: "CUS" });
    await card("u2", "C", { steveOcppTagPk: 13 });
    assert.deepEqual(await customerScope(ctx, "u1"), {
      userId: "u1",
      lagoCustomerExternalId: "CUS",
      ocppTagPks: [11, 12],
      mappingIds: [a, b],
      isActive: true,
    });
    await database.sql`update user_mappings set is_active = false`;
    const inactive = await customerScope(ctx, "u1");
    assert.equal(inactive.isActive, false);
    assert.equal(inactive.lagoCustomerExternalId, "OLD");
    assert.deepEqual(await customerScope(ctx, "stranger"), {
      userId: "stranger",
      lagoCustomerExternalId: null,
      ocppTagPks: [],
      mappingIds: [],
      isActive: true,
    });
  }));
