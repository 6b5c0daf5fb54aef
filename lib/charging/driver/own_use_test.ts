import assert from "node:assert/strict";
import { STUCK_MS } from "../session_flags.ts";
import { at, NOW, withWorld } from "../test_world.ts";
import { ownSessionsAt } from "./own_use.ts";

Deno.test("the driver's sessions under way here, the newest of each connector", () =>
  withWorld(async ({ ctx, card, session }) => {
    const [mappingId, strangers] = [await card("ada", "ADA1"), await card("bob", "BOB1")];
    const here = { chargeBoxId: "CP-1", mappingId, lastHeardAt: at(0) };
    const began = (steveTransactionId: number, connectorId: number, minute: number) => ({
      ...here,
      steveTransactionId,
      connectorId,
      startedAt: at(minute),
    });
    await session(began(1, 1, -90));
    await session(began(2, 1, -30));
    await session(began(3, 2, -60));
    await session({ ...began(4, 3, -60), stoppedAt: at(-10) });
    await session({ ...began(5, 4, -60), lastHeardAt: new Date(NOW - STUCK_MS) });
    await session({ ...began(6, 5, -60), mappingId: strangers });
    await session({ ...began(7, 6, -60), chargeBoxId: "CP-2" });
    const own = (userId: string) => ownSessionsAt(ctx, { userId, chargeBoxId: "CP-1" });
    assert.deepEqual(await own("ada"), new Map([[1, 2], [2, 3]]));
    assert.deepEqual(await own("bob"), new Map([[5, 6]]));
    assert.deepEqual(await own("eve"), new Map());
  }));
