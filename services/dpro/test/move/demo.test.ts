import { readFileSync } from "node:fs";
import { connectOnce } from "@deepiri/database";
import { type DemoDatabase, demoDatabase, whyNoDemo } from "@deepiri/vitest/demo-database";
import { because } from "@deepiri/vitest/skip";
import { expect, test } from "vitest";

const tools = {
  reorganize: import.meta.resolve("@deepiri/reorganize"),
  db: import.meta.resolve("@deepiri/db"),
  connect: connectOnce,
};

/** What the demo's file has of secrets: password hashes, keys of agents, tokens. */
const secrets = /demo\.hash|sk-demo-|session-demo-|reset-demo-/;

/** Every row of a table of ours, as JSON. */
async function ownRows({ ask }: DemoDatabase): Promise<string> {
  const tables = await ask(`SELECT pg_catalog.format('%I.%I', schemaname, tablename) AS name
    FROM pg_catalog.pg_tables WHERE schemaname = '_reorganize'`);
  const texts = [];
  for (const { name } of tables)
    texts.push(await ask(`SELECT to_jsonb(t) AS row FROM ${name} AS t`));
  return JSON.stringify(texts);
}

const noDemo = whyNoDemo("dpro");
const title = `the demo's file comes to its database as the README says, and no secret is told on the way${because(noDemo)}`;
test.skipIf(noDemo)(title, { timeout: 900_000 }, async () => {
  const demo = demoDatabase("dpro", tools);
  const { ask, run, url } = demo;
  const [file, plan] = [demo.fileOf("dpro.db"), demo.fileOf("plan.json")];

  const made = await demo.build("--out", file);
  expect(made).toContain(`pnpm reorganize import --url '${url}' --database dpro ${file}`);
  await run("import", file);
  await run("plan", "--out", plan);
  await run("apply", "--plan", plan, "--yes");
  expect(await run("verify")).toContain("quarantined");
  await run("status");
  expect(await ownRows(demo)).not.toMatch(secrets);
  expect(await run("switch", "--yes")).toContain(`pnpm db backup --url '${url}'`);
  await demo.finalize();

  expect(demo.told()).not.toMatch(secrets);
  expect(readFileSync(plan, "utf8")).not.toMatch(secrets);
  const kept = await ownRows(demo);
  expect(kept).toContain("legacy.users");
  expect(kept).not.toMatch(secrets);
  expect(await ask("SELECT FROM pg_catalog.pg_tables WHERE schemaname = 'legacy'")).toEqual([]);
  expect(await ask("SELECT id FROM iam.users WHERE id IN (1, 3) ORDER BY id")).toEqual([
    { id: "1" },
  ]);
  const open = "count(*) FILTER (WHERE parent_agent_id IS NULL)::int AS open";
  const loops = `SELECT count(*)::int AS agents, ${open} FROM ai_agents.agents WHERE id BETWEEN 2 AND 5`;
  expect(await ask(loops)).toEqual([{ agents: 4, open: 2 }]);
  await demo.expectMigrated();
});
