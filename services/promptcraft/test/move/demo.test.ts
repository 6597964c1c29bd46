import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import { runCommand } from "@deepiri/vitest/run-command";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { expect, onTestFinished, test } from "vitest";
import { decisions } from "./old-database.js";

const reorganize = import.meta.resolve("@deepiri/reorganize");
const db = import.meta.resolve("@deepiri/db");

/** What the demo's database has of secrets: password hashes, tokens of invitations, pins. */
const secrets = /demo\.hash|invite-demo-/;

const demo = "reorganize_demo_promptcraft";

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

// RobbieVerse's demo takes the same commands.
const title = `the demo's database comes to its end as its first screen says, and no secret is told on the way${because(noSweeps)}`;
test.skipIf(noSweeps)(
  title,
  {
    timeout: 900_000,
  },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "promptcraft-demo-"));
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
      const all = [verb, "--database", "promptcraft", ...args];
      const { code: got, output } = await runCommand(reorganize, all);
      expect(got, output).toBe(code);
      told.push(output);
      return output;
    };

    const screen = await run(0, "demo", "--url", testServerUrl(), "--rows", "40", "--yes");
    expect(screen.split("\n").length).toBeLessThan(30);
    for (const verb of ["plan", "apply", "verify", "switch", "finalize"])
      expect(screen).toContain(`pnpm reorganize ${verb} `);

    const asked = await run(2, "plan", "--url", url, "--out", plan);
    for (const table of ["prompt_experiments", "feature_flags", "webhook_deliveries"])
      expect(asked).toContain(`public.${table}`);
    writeFileSync(mapping, JSON.stringify(decisions));
    await run(0, "plan", "--url", url, "--out", plan, "--mapping", mapping);
    await run(0, "apply", "--url", url, "--plan", plan, "--yes");
    expect(await run(0, "verify", "--url", url)).toContain("quarantined");
    await run(0, "switch", "--url", url, "--yes");
    const save = ["backup", "--url", url, "--database", "promptcraft", "--out", backup];
    const saved = await runCommand(db, save);
    expect(saved.code, saved.output).toBe(0);
    await run(0, "finalize", "--url", url, "--backup", backup, "--unused-for", "0s", "--yes");

    expect(told.join("\n")).not.toMatch(secrets);
    expect(readFileSync(plan, "utf8")).not.toMatch(secrets);
    const left = await ask(
      url,
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    expect(left.map(({ tablename }) => tablename)).toContain("subscriptions");
    expect(left.map(({ tablename }) => tablename)).not.toContain("templates");
    const migrate = ["migrate", "--database", "promptcraft"];
    expect(await runCommand(db, migrate, { PROMPTCRAFT_DATABASE_URL: url })).toMatchObject({
      code: 0,
      output: expect.stringMatching(/nothing to do|up to date/),
    });
  },
);
