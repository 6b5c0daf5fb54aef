import { startStandIns } from "./stand_in_plan.ts";
import { productSync } from "./sync.ts";
const s = await startStandIns({ transactions: 5000, drivers: 200 });
const cpu0 = Deno.readTextFileSync("/proc/self/stat").split(" ");
console.log(await productSync(s, 5000));
const cpu1 = Deno.readTextFileSync("/proc/self/stat").split(" ");
console.log(
  "cpu s user",
  (Number(cpu1[13]) - Number(cpu0[13])) / 100,
  "sys",
  (Number(cpu1[14]) - Number(cpu0[14])) / 100,
);
await s.stop();
