import { App } from "fresh";
import type { State } from "@/define.ts";
import type { DeviceActor } from "@/lib/auth/mod.ts";
import { randomToken, sha256Hex } from "@/lib/platform/crypto.ts";
import { requestContext } from "@/lib/web/mod.ts";
import { handler } from "@/routes/api/devices/me/index.ts";
import type { Services } from "@/services.ts";
import type { BareSql } from "./bare.ts";
import { type Figure, shown } from "./figure.ts";
import { alternate, medianOf, timed } from "./measure.ts";
import { openBenchWorld } from "./world.ts";

const PATH = "/api/devices/me";
const DEVICES = 10_000;
/** Requests a round. */
const REQUESTS = 500;
const ROUNDS = 5;
/** Spec 10.1: what the check may add at p95. */
const LIMIT_MS = 2;

interface BenchToken {
  text: string;
  actor: DeviceActor;
}

/** What checking a device's token costs: one route with the check and without, nothing else differs. */
export const bearer: Figure = async () => {
  const world = await openBenchWorld("bench_bearer");
  try {
    const tokens = await seedDevices(world.bare.sql);
    const { services } = world.app;
    const host = world.config.ADMIN_HOST;
    const checked = serve(services, host);
    const given = serve(withoutCheck(services, tokens), host);
    const rows: (string | number)[][] = [];
    const added: number[] = [];
    for (const concurrency of [1, 8]) {
      const rounds = await alternate(
        ROUNDS,
        (round) => run(checked, tokens, round, concurrency),
        (round) => run(given, tokens, round, concurrency),
      );
      const figures = (side: Times[]) => [
        medianOf(side, (times) => times.p50),
        medianOf(side, (times) => times.p95),
      ];
      const [with50, with95] = figures(rounds.product);
      const [without50, without95] = figures(rounds.bare);
      added.push(with95 - without95);
      const at = `${concurrency} at a time`;
      rows.push([`With the check, ${at}`, with50, with95]);
      rows.push([`Without it, ${at}`, without50, without95]);
    }
    const alone: Times[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      alone.push(await run(checkAlone(services, host), tokens, round, 1));
    }
    const alone95 = medianOf(alone, (times) => times.p95);
    rows.push(["The check alone, 1 at a time", medianOf(alone, (times) => times.p50), alone95]);
    return [{
      title: `Bearer check, GET ${PATH}`,
      method:
        `In this process, without the network: the whole operation over ${
          DEVICES.toLocaleString("en-US")
        } devices, once as it is and ` +
        `once with the caller given. The rate limit is off on both sides. Medians of ${ROUNDS} alternating ` +
        `rounds of ${REQUESTS.toLocaleString("en-US")} requests.`,
      columns: ["", "p50 ms", "p95 ms"],
      rows,
      outcome: `The check takes ${shown(alone95)} ms at p95 (${
        alone95 < LIMIT_MS ? "within" : "ABOVE"
      } ${LIMIT_MS} ms); it adds ${shown(added[0])} ms at p95 to a request, ${
        shown(added[1])
      } ms under 8 requests at a time`,
    }];
  } finally {
    await world.stop();
  }
};

/** 10,000 devices of one operator, used a moment ago, so that no round writes a last use. */
async function seedDevices(sql: BareSql): Promise<BenchToken[]> {
  await sql`insert into users (id, name, public_id, role) values ('bench-owner', 'Bench', 'BENCH234', 'admin')`;
  const ids = await sql<{ id: string }[]>`
    insert into devices (kind, label, owner_user_id, platform, model, os_version, app_version)
    select 'phone_nfc', 'Phone ' || n, 'bench-owner', 'ios', 'iPhone', '26.1', '3.4'
    from generate_series(1, ${DEVICES}::int) as n returning id`;
  const tokens = ids.map(({ id }) => ({ id, text: `dev_${randomToken(32)}` }));
  const hashes = tokens.map((token) => sha256Hex(token.text));
  await sql`
    insert into device_tokens (device_id, token_hash, secret_hash, secret_encrypted, expires_at, last_used_at)
    select d.id, d.hash, '', '', now() + interval '1 day', now() + interval '1 hour'
    from unnest(${ids.map((row) => row.id)}::uuid[], ${hashes}::text[]) as d(id, hash)`;
  await sql`analyze devices, device_tokens`;
  return tokens.map(({ id, text }) => ({
    text,
    actor: {
      kind: "device",
      deviceId: id,
      userId: "bench-owner",
      tokenId: id,
      capabilities: ["scanner", "user"],
    },
  }));
}

/** Nothing but the check, as the guard calls it. */
function checkAlone({ auth }: Services, host: string): Serve {
  return async (token) => {
    const req = new Request(`http://${host}${PATH}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const from = { ip: "198.51.100.9", requestId: "bench" };
    const caller = await auth.authenticateBearer(req, "device", from);
    return new Response(null, { status: caller ? 200 : 401 });
  };
}

/** The same services, whose gateway knows every caller without looking. */
function withoutCheck(services: Services, tokens: BenchToken[]): Services {
  const known = new Map(tokens.map(({ text, actor }) => [
    `Bearer ${text}`,
    { actor, key: `device:${actor.deviceId}` },
  ]));
  const auth: Services["auth"] = Object.create(services.auth, {
    authenticateBearer: {
      value: (req: Request) => Promise.resolve(known.get(req.headers.get("authorization") ?? "")),
    },
  });
  return { ...services, auth };
}

type Serve = (token: string) => Promise<Response>;

/** The operation behind the middleware that makes its context. */
function serve(services: Services, host: string): Serve {
  const limiter = Object.assign(Object.create(services.limiter), {
    consume: () => Promise.resolve({ allowed: true, remaining: 1, resetMs: 0 }),
  });
  const app = new App<State>().use(requestContext<Services>({ ...services, limiter }))
    .route(PATH, { handler });
  const handle = app.handler();
  return async (token) =>
    await handle(
      new Request(`http://${host}${PATH}`, { headers: { authorization: `Bearer ${token}`, host } }),
    );
}

interface Times {
  p50: number;
  p95: number;
}

async function run(
  call: Serve,
  tokens: BenchToken[],
  round: number,
  concurrency: number,
): Promise<Times> {
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < REQUESTS) {
      const token = tokens[(round * REQUESTS + next++) % tokens.length].text;
      times.push(
        await timed(async () => {
          const response = await call(token);
          await response.arrayBuffer();
          if (response.status !== 200) throw new Error(`${PATH} answered ${response.status}.`);
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)];
  return { p50: at(0.5), p95: at(0.95) };
}
