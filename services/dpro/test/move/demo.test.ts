import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import { runCommand } from "@deepiri/vitest/run-command";
import { expect, onTestFinished, test } from "vitest";

const reorganize = import.meta.resolve("@deepiri/reorganize");
const db = import.meta.resolve("@deepiri/db");

/** What the demo's file has of secrets: password hashes, keys of agents, tokens. */
const secrets = /demo\.hash|sk-demo-|session-demo-|reset-demo-/;

const demo = "reorganize_demo_dpro";

const onServer = (name: string): string => {
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return url.href;
};

/** Every row of a table of ours, as JSON. */
async function ownRows(url: string): Promise<string> {
  return ask(url, async (query) => {
    const tables = await query(`SELECT pg_catalog.format('%I.%I', schemaname, tablename) AS name
      FROM pg_catalog.pg_tables WHERE schemaname = '_reorganize'`);
    const texts = [];
    for (const { name } of tables)
      texts.push(await query(`SELECT to_jsonb(t) AS row FROM ${name} AS t`));
    return JSON.stringify(texts);
  });
}

type Query = (sql: string) => Promise<Record<string, unknown>[]>;

async function ask<T>(url: string, body: (query: Query) => Promise<T>): Promise<T> {
  const client = await connectOnce(url);
  try {
    return await body(async (sql) => (await client.query(sql)).rows);
  } finally {
    await client.end();
  }
}

test("the demo's file comes to its database as the README says, and no secret is told on the way", {
  timeout: 900_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "dpro-demo-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await ask(onServer("postgres"), (query) =>
      query(`DROP DATABASE IF EXISTS ${demo} WITH (FORCE)`),
    );
  });
  const [file, plan, backup] = ["dpro.db", "plan.json", "backup"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const url = onServer(demo);
  const told: string[] = [];
  const run = async (verb: string, ...args: string[]): Promise<string> => {
    const { code, output } = await runCommand(reorganize, [verb, "--database", "dpro", ...args]);
    expect(code, output).toBe(0);
    told.push(output);
    return output;
  };

  const made = await run("demo", "--url", testServerUrl(), "--rows", "40", "--out", file);
  expect(made).toContain(`pnpm reorganize import --url '${url}' --database dpro ${file}`);
  await run("import", file, "--url", url);
  await run("plan", "--url", url, "--out", plan);
  await run("apply", "--url", url, "--plan", plan, "--yes");
  expect(await run("verify", "--url", url)).toContain("quarantined");
  await run("status", "--url", url);
  expect(await ownRows(url)).not.toMatch(secrets);
  expect(await run("switch", "--url", url, "--yes")).toContain(`pnpm db backup --url '${url}'`);
  const saved = await runCommand(db, [
    "backup",
    "--url",
    url,
    "--database",
    "dpro",
    "--out",
    backup,
  ]);
  expect(saved.code, saved.output).toBe(0);
  await run("finalize", "--url", url, "--backup", backup, "--unused-for", "0s", "--yes");

  expect(told.join("\n")).not.toMatch(secrets);
  expect(readFileSync(plan, "utf8")).not.toMatch(secrets);
  const kept = await ownRows(url);
  expect(kept).toContain("legacy.users");
  expect(kept).not.toMatch(secrets);
  await ask(url, async (query) => {
    expect(await query("SELECT FROM pg_catalog.pg_tables WHERE schemaname = 'legacy'")).toEqual([]);
    expect(await query("SELECT id FROM iam.users WHERE id IN (1, 3) ORDER BY id")).toEqual([
      { id: "1" },
    ]);
    const open = "count(*) FILTER (WHERE parent_agent_id IS NULL)::int AS open";
    const loops = `SELECT count(*)::int AS agents, ${open} FROM ai_agents.agents WHERE id BETWEEN 2 AND 5`;
    expect(await query(loops)).toEqual([{ agents: 4, open: 2 }]);
  });
  const migrated = await runCommand(db, ["migrate", "--database", "dpro"], {
    DPRO_DATABASE_URL: url,
  });
  expect(migrated).toMatchObject({
    code: 0,
    output: expect.stringMatching(/nothing to do|up to date/),
  });
});
