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

/** What the demo's database has of secrets: password hashes, tokens of invitations, pins. */
const secrets = /demo\.hash|invite-demo-/;

const noDemo = whyNoDemo("promptcraft");
const title = `the demo's database comes to its end as its first screen says, and no secret is told on the way${because(noDemo)}`;
test.skipIf(noDemo)(title, { timeout: 900_000 }, async () => {
  const demo = demoDatabase("promptcraft", tools);
  const [plan, mapping] = [demo.fileOf("plan.json"), demo.fileOf("mapping.json")];

  const screen = await demo.build("--yes");
  expect(screen.split("\n").length).toBeLessThan(30);
  for (const verb of ["plan", "apply", "verify", "switch", "finalize"])
    expect(screen).toContain(`pnpm reorganize ${verb} `);

  const asked = await demo.runFor(2, "plan", "--out", plan);
  for (const table of ["prompt_experiments", "feature_flags", "webhook_deliveries"])
    expect(asked).toContain(`public.${table}`);
  writeFileSync(mapping, JSON.stringify(decisions));
  await demo.run("plan", "--out", plan, "--mapping", mapping);
  await demo.run("apply", "--plan", plan, "--yes");
  expect(await demo.run("verify")).toContain("quarantined");
  await demo.run("switch", "--yes");
  await demo.finalize();

  expect(demo.told()).not.toMatch(secrets);
  expect(readFileSync(plan, "utf8")).not.toMatch(secrets);
  const left = await demo.ask(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  expect(left.map(({ tablename }) => tablename)).toContain("subscriptions");
  expect(left.map(({ tablename }) => tablename)).not.toContain("templates");
  await demo.expectMigrated();
});
