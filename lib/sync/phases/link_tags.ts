import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { lagoSubscriptions, userMappings } from "@/db/schema/mod.ts";
import { releaseHeldUsage } from "@/lib/billing/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { shortTag } from "@/lib/platform/ids.ts";
import type { SteveClient, SteveTag } from "@/lib/steve/mod.ts";
import type { RunCounters, SegmentReporter } from "../run_recorder.ts";

export interface LinkTagsInput {
  steve: SteveClient;
  counters: RunCounters;
  report: SegmentReporter;
  signal: AbortSignal;
}

/**
 * Makes SteVe's tags say what our cards say. Only a change of ours is pushed: a block set by hand in
 * SteVe stands until someone changes the card here. Cards that SteVe lacks are created in it.
 */
export async function linkTags(ctx: Ctx, input: LinkTagsInput): Promise<void> {
  const { rows: tags } = await input.steve.listTags();
  const byId = new Map(tags.map((tag) => [tag.idTag.toUpperCase(), tag]));
  const mappings = await ctx.db.select().from(userMappings);
  let done = 0;
  for (const mapping of mappings) {
    if (input.signal.aborted) return;
    const tag = byId.get(mapping.steveOcppIdTag.toUpperCase());
    const outcome = await align(ctx, input.steve, mapping, tag).catch(async (error) => {
      await input.report.note(
        "error",
        `Card ${shortTag(mapping.steveOcppIdTag)} could not be pushed to SteVe: ${
          messageOf(error)
        }`,
      );
      await raiseNotification(ctx, {
        audience: "admin",
        severity: "warning",
        source: "sync",
        title: "A card could not be pushed to SteVe",
        body: `Card ${shortTag(mapping.steveOcppIdTag)}: ${
          messageOf(error)
        }. The next run tries again.`,
        link: "/tags",
        dedupeKey: `sync:push-tag:${mapping.id}`,
      });
      return "unchanged" as const;
    });
    if (outcome === "activated") input.counters.tagsActivated++;
    else if (outcome === "deactivated") input.counters.tagsDeactivated++;
    else input.counters.tagsUnchanged++;
    await input.report.progress(++done, mappings.length);
  }
}

async function align(
  ctx: Ctx,
  steve: SteveClient,
  mapping: typeof userMappings.$inferSelect,
  tag: SteveTag | undefined,
): Promise<"activated" | "deactivated" | "unchanged"> {
  const wanted = mapping.isActive;
  if (!tag) {
    if (!wanted) return "unchanged";
    const created = await steve.createTag({
      idTag: mapping.steveOcppIdTag,
      note: "Polaris Express",
    });
    await remember(ctx, mapping, created.ocppTagPk, true);
    return "activated";
  }
  // Never pushed counts as due: SteVe blocks the unknown tags that it inserts by itself.
  const isDue = tag.blocked === wanted && mapping.stevePushedActive !== wanted;
  if (isDue) await steve.setTagBlocked(tag.ocppTagPk, !wanted);
  if (isDue || mapping.steveOcppTagPk !== tag.ocppTagPk || mapping.stevePushedActive !== wanted) {
    await remember(ctx, mapping, tag.ocppTagPk, wanted);
  }
  return isDue ? (wanted ? "activated" : "deactivated") : "unchanged";
}

async function remember(
  ctx: Ctx,
  mapping: typeof userMappings.$inferSelect,
  tagPk: number,
  pushedActive: boolean,
): Promise<void> {
  // The precondition repeats: a card switched meanwhile stays due for the next run.
  await ctx.db.update(userMappings).set({ steveOcppTagPk: tagPk, stevePushedActive: pushedActive })
    .where(and(eq(userMappings.id, mapping.id), eq(userMappings.isActive, mapping.isActive)));
}

/**
 * Gives cards without a subscription the active one of their Lago customer (the oldest when there are
 * several), then lets go the events that waited for it. Needs only the read models.
 * @returns cards that got one
 */
export async function fillSubscriptions(ctx: Ctx): Promise<number> {
  const open = await ctx.db.select({ customer: userMappings.lagoCustomerExternalId }).from(
    userMappings,
  )
    .where(
      and(
        isNull(userMappings.lagoSubscriptionExternalId),
        isNotNull(userMappings.lagoCustomerExternalId),
      ),
    );
  const customers = [...new Set(open.map((row) => row.customer!))];
  let filled = 0;
  if (customers.length > 0) {
    const subscriptions = await ctx.db.select().from(lagoSubscriptions)
      .where(
        and(
          inArray(lagoSubscriptions.externalCustomerId, customers),
          eq(lagoSubscriptions.status, "active"),
        ),
      )
      .orderBy(sql`${lagoSubscriptions.startedAt} desc nulls first`);
    const chosen = new Map(subscriptions.map((s) => [s.externalCustomerId, s.externalId]));
    for (const [customer, subscription] of chosen) {
      const rows = await ctx.db.update(userMappings).set({
        lagoSubscriptionExternalId: subscription,
        updatedAt: ctx.clock.now(),
      })
        .where(
          and(
            eq(userMappings.lagoCustomerExternalId, customer),
            isNull(userMappings.lagoSubscriptionExternalId),
          ),
        )
        .returning({ id: userMappings.id });
      filled += rows.length;
    }
  }
  await releaseHeldUsage(ctx);
  return filled;
}
