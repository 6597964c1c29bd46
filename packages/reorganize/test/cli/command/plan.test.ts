import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { titleOf } from "../../../src/cli/step-text.js";
import { readPlan } from "../../../src/plan/plan-file.js";
import { kindNames } from "../../../src/steps/kinds.js";
import { atMessyDatabase } from "../../fixture/at-messy-database.js";
import { runReorganize } from "./run-reorganize.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const patience = { timeout: 120_000 };
const inFolder = (name: string): string => join(folder, name);

it("plans a database full of everything, and tells no secret and no password", patience, () =>
  atMessyDatabase("everything", async (url) => {
    await fillWithMarkers(url);
    const [out, sql] = [inFolder("everything.json"), inFolder("everything.sql")];
    const args = ["plan", "--url", withPassword(url), "--out", out, "--sql", sql];
    const { code, stdout, stderr } = await runReorganize(args);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const written = [readFileSync(out, "utf8"), readFileSync(sql, "utf8"), stdout, stderr];
    expect(written.filter((text) => /MARKER|hunter2/i.test(text))).toEqual([]);
    expect([out, sql].map((file) => statSync(file).mode & 0o077)).toEqual([0, 0]);

    const plan = readPlan(out, kindNames);
    expect(stdout).toMatch(
      /^\d+ rows of \d+ tables leave programs' sight; the quarantine keeps them\n/,
    );
    expect(stdout).toContain(`${plan.steps.length} steps`);
    expect(stdout).toMatch(/Decided by the mapping \(\d+; \d+ more follow from the target\)/);
    expect(stdout).toMatch(/Stays as it is \(\d+\)/);
    expect(stdout).toMatch(/To know before it is applied \(\d+\)/);
    expect(stdout).toMatch(/\nNext: pnpm reorganize apply --url '.*' --plan .*everything\.json\n$/);
    const wide = stdout.split("\n").filter((line) => line.length > 80 && !line.includes(folder));
    expect(wide).toEqual([]);
    for (const [index, step] of plan.steps.entries())
      expect(written[1]).toContain(`\n-- ${index + 1}. ${titleOf(step).replaceAll(/\s+/g, " ")}\n`);
  }),
);

it("plans from nothing, as JSON for machines", patience, () =>
  atMessyDatabase("empty", async (url) => {
    const out = inFolder("empty.json");
    const { code, stdout, stderr } = await runReorganize(["plan", "--out", out, "--json"], {
      DATABASE_URL: url,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(readPlan(out, kindNames));
  }),
);

it("says that there is nothing to do at the target", patience, () =>
  atMessyDatabase("at-target", async (url) => {
    const out = inFolder("at-target.json");
    const { code, stdout } = await runReorganize(["plan", "--url", url, "--out", out]);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Nothing to do"),
    });
    expect(readPlan(out, kindNames).steps).toEqual([]);
  }),
);

it(
  "writes nothing while a decision is missing, and asks with answers that it then takes",
  patience,
  () =>
    atMessyDatabase("cyrex-events-audit-log", async (url) => {
      const [out, mapping] = [inFolder("open.json"), inFolder("mapping.json")];
      const plan = (...more: string[]) =>
        runReorganize(["plan", "--url", url, "--out", out, "--mapping", mapping, ...more]);
      writeFileSync(mapping, JSON.stringify({ name: "nothing" }));
      const asked = await plan();
      expect(asked.code).toBe(2);
      expect(asked.stdout).toContain("public.events");
      expect(asked.stdout).toContain('{"tables":{"cyrex.events":[{"table":"public.events"}]}}');
      expect(existsSync(out)).toBe(false);

      const { open } = JSON.parse((await plan("--json")).stdout);
      const answers = open.map(
        (one: { choices: { mapping: object }[] }) => one.choices[0]?.mapping,
      );
      expect(answers).toHaveLength(1);
      writeFileSync(mapping, JSON.stringify({ name: "answered", ...answers[0] }));
      expect((await plan()).code).toBe(0);
      expect(readPlan(out, kindNames).sources).toEqual([
        expect.objectContaining({ from: "public.events", to: "cyrex.events" }),
      ]);
    }),
);

it(
  "exits with 2 where the database holds what no plan can be made of, and says what, why and what next",
  patience,
  () =>
    atMessyDatabase("cyrex-events-audit-log", async (url) => {
      await run(
        url,
        `CREATE FUNCTION public.plus(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1';
         CREATE OPERATOR public.~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = public.plus, COMMUTATOR = OPERATOR(public.~~~~));
         DROP OPERATOR public.~~~ (int, int)`,
      );
      const out = inFolder("refused.json");
      const refused = await runReorganize(["plan", "--url", url, "--out", out]);
      expect(refused.code).toBe(2);
      expect(refused.stdout).toContain("operator public.~~~~(integer,integer)");
      expect(refused.stdout).toMatch(
        /Nothing was written or changed\. .*\npnpm reorganize plan --url '[^ ]*'\n$/,
      );
      expect(existsSync(out)).toBe(false);
    }),
);

it.each([
  ["a mapping that is none", ["--mapping", "/dev/null"], "Cannot read /dev/null (it is no JSON)"],
  [
    "a folder that is not there",
    ["--out", "/nowhere/plan.json"],
    "Cannot write /nowhere/plan.json",
  ],
  ["such a folder for the SQL", ["--sql", "/nowhere/plan.sql"], "Cannot write /nowhere/plan.sql"],
])("refuses %s in a sentence, before it looks for the database", async (_, args, sentence) => {
  const { code, stderr } = await runReorganize([
    "plan",
    "--url",
    "postgresql://127.0.0.1:1/none",
    ...args,
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^ +at |not expected/m);
});

async function run(url: string, sql: string): Promise<void> {
  const client = await connectOnce(url);
  await client.query(sql).finally(() => client.end());
}

/** Puts words that nobody else writes where secrets and what people wrote are. */
async function fillWithMarkers(url: string): Promise<void> {
  const client = await connectOnce(url);
  try {
    await client.query(`
      SET session_replication_role = replica;
      UPDATE public.users SET password = 'marker-hash-' || id, name = 'Marker Name', email = 'marker-' || id || '@example.com';
      UPDATE public.sessions SET token = 'marker-session-' || id;
      UPDATE public.refresh_tokens SET token = 'marker-refresh-' || id;
      UPDATE public.auth_tokens SET token_hash = 'marker-api-key-' || token_id;
      UPDATE public.tasks SET title = 'marker title', metadata = '{"api_key": "marker-key"}'`);
  } finally {
    await client.end();
  }
}

/** The same address with a password, which a server that trusts its users does not look at. */
function withPassword(url: string): string {
  const address = new URL(url);
  address.password ||= "hunter2";
  return address.href;
}
