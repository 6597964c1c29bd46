import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import { runCommand } from "@deepiri/vitest/run-command";
import { expect, onTestFinished, test } from "vitest";
import { decisions } from "./old-database.js";

const reorganize = import.meta.resolve("@deepiri/reorganize");
const db = import.meta.resolve("@deepiri/db");

const demo = "reorganize_demo_robbieverse";

const onServer = (name: string): string => {
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return url.href;
};

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await connectOnce(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("the demo's database comes to its end as its first screen says, and no secret is told on the way", {
  timeout: 900_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "robbieverse-demo-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await ask(onServer("postgres"), `DROP DATABASE IF EXISTS ${demo} WITH (FORCE)`);
  });
  const [plan, mapping, backup] = ["plan.json", "mapping.json", "backup"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const url = onServer(demo);
  const told: string[] = [];
  const run = async (code: number, verb: string, ...args: string[]): Promise<string> => {
    const all = [verb, "--database", "robbieverse", ...args];
    const { code: got, output } = await runCommand(reorganize, all);
    expect(got, output).toBe(code);
    told.push(output);
    return output;
  };

  const screen = await run(0, "demo", "--url", testServerUrl(), "--rows", "40", "--yes");
  expect(screen.split("\n").length).toBeLessThan(30);
  for (const verb of ["plan", "apply", "verify", "switch", "finalize"])
    expect(screen).toContain(`pnpm reorganize ${verb} `);

  const asked = (await run(2, "plan", "--url", url, "--out", plan)).replaceAll(/\s+/g, " ");
  for (const what of ["users: 'Allan'", "users: NULL", "time zone: of the old server"])
    expect(asked).toContain(what);
  expect(asked).toContain("the same user as 'allan', which looks alike");
  expect(asked).toContain(
    `{"decided":{"users":{"'Allan'":{"email":"allan@legacy.invalid","username":"allan"}}}}`,
  );
  writeFileSync(mapping, JSON.stringify(decisions));
  await run(0, "plan", "--url", url, "--out", plan, "--mapping", mapping);
  await run(0, "apply", "--url", url, "--plan", plan, "--yes");
  expect(await run(0, "verify", "--url", url)).toMatch(
    /public\.conversations: 49 rows = \d+ projected \+ \d+ repaired \+ \d+ left out/,
  );
  await run(0, "switch", "--url", url, "--yes");
  const save = ["backup", "--url", url, "--database", "robbieverse", "--out", backup];
  const saved = await runCommand(db, save);
  expect(saved.code, saved.output).toBe(0);
  await run(0, "finalize", "--url", url, "--backup", backup, "--unused-for", "0s", "--yes");

  expect(told.join("\n")).not.toContain("demo-token-1");
  expect(readFileSync(plan, "utf8")).not.toContain("demo-token-1");
  const left = await ask(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  expect(left).toEqual([{ tablename: "robbie_scratch" }]);
  const migrate = ["migrate", "--database", "robbieverse"];
  expect(await runCommand(db, migrate, { ROBBIEVERSE_DATABASE_URL: url })).toMatchObject({
    code: 0,
    output: expect.stringMatching(/nothing to do|up to date/),
  });
});
