import { readFileSync, writeFileSync } from "node:fs";
import { connectOnce } from "@deepiri/database";
import { demoDatabase, whyNoDemo } from "@deepiri/vitest/demo-database";
import { because } from "@deepiri/vitest/skip";
import { expect, test } from "vitest";
import { decisions } from "./old-database.js";

const tools = {
  reorganize: import.meta.resolve("@deepiri/reorganize"),
  db: import.meta.resolve("@deepiri/db"),
  connect: connectOnce,
};

const noDemo = whyNoDemo("robbieverse");
const title = `the demo's database comes to its end as its first screen says, and no secret is told on the way${because(noDemo)}`;
test.skipIf(noDemo)(title, { timeout: 900_000 }, async () => {
  const demo = demoDatabase("robbieverse", tools);
  const [plan, mapping] = [demo.fileOf("plan.json"), demo.fileOf("mapping.json")];

  const screen = await demo.build("--yes");
  expect(screen.split("\n").length).toBeLessThan(30);
  for (const verb of ["plan", "apply", "verify", "switch", "finalize"])
    expect(screen).toContain(`pnpm reorganize ${verb} `);

  const asked = (await demo.runFor(2, "plan", "--out", plan)).replaceAll(/\s+/g, " ");
  for (const what of ["users: 'Allan'", "users: NULL", "time zone: of the old server"])
    expect(asked).toContain(what);
  expect(asked).toContain("the same user as 'allan', which looks alike");
  expect(asked).toContain(
    `{"decided":{"users":{"'Allan'":{"email":"allan@legacy.invalid","username":"allan"}}}}`,
  );
  writeFileSync(mapping, JSON.stringify(decisions));
  await demo.run("plan", "--out", plan, "--mapping", mapping);
  await demo.run("apply", "--plan", plan, "--yes");
  expect(await demo.run("verify")).toMatch(
    /public\.conversations: 49 rows = \d+ projected \+ \d+ repaired \+ \d+ left out/,
  );
  await demo.run("switch", "--yes");
  await demo.finalize();

  expect(demo.told()).not.toContain("demo-token-1");
  expect(readFileSync(plan, "utf8")).not.toContain("demo-token-1");
  const left = await demo.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  expect(left).toEqual([{ tablename: "robbie_scratch" }]);
  await demo.expectMigrated();
});
