import assert from "node:assert/strict";
import { groupTests } from "./test_groups.ts";

Deno.test("every file is in one group, long ones alone, and no group is large", () => {
  const files = [
    "tests/api/demo_test.ts",
    "routes/app/index_test.tsx",
    "components/nav_test.ts",
    "components/format_test.ts",
    ...Array.from({ length: 23 }, (_, i) => `lib/charging/x${i}_test.ts`),
    "lib/charging/driver/start_test.ts",
  ];
  const groups = groupTests(files);
  assert.deepEqual([...groups.values()].flat().sort(), [...files].sort());
  assert.deepEqual(groups.get("00_tests_api_demo"), ["tests/api/demo_test.ts"]);
  assert.equal(groups.get("1_components_1")?.length, 2);
  assert.deepEqual(groups.get("1_routes_app_1"), ["routes/app/index_test.tsx"]);
  assert.deepEqual([...groups.keys()].filter((name) => name.startsWith("1_lib_charging")), [
    "1_lib_charging_1",
    "1_lib_charging_2",
    "1_lib_charging_3",
  ]);
  assert.ok([...groups.values()].every((group) => group.length <= 10));
});
