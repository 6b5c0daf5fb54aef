// statement counts and server time through log_min_duration in the bench cluster
import postgres from "postgres";
import { startStandIns } from "./stand_in_plan.ts";
import { productSync } from "./sync.ts";
import { openBenchDatabase } from "./world.ts";
const keep = await openBenchDatabase("bench_keep");
const u = new URL(keep.url);
u.pathname = "/postgres";
const adm = postgres(u.href, { max: 1, onnotice: () => {} });
await adm`alter system set log_min_duration_statement = 0`;
await adm`alter system set log_lock_waits = on`;
await adm`select pg_reload_conf()`;
const s = await startStandIns({ transactions: 5000, drivers: 200 });
console.log(await productSync(s, 5000));
await adm`alter system reset log_min_duration_statement`;
await adm`select pg_reload_conf()`;
await s.stop();
await adm.end();
await keep.stop();
