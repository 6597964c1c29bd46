import { connectOnce } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import { afterAll, expect, it } from "vitest";
import { runReorganize } from "./run-reorganize.js";

const scans = { timeout: 60_000 };

function urlOf(database: string): string {
  const url = new URL(testServerUrl());
  url.pathname = `/${database}`;
  return url.href;
}

const demo = (...args: string[]) => runReorganize(["demo", "--url", testServerUrl(), ...args]);

afterAll(async () => {
  const client = await connectOnce(urlOf("postgres"));
  await client
    .query("DROP DATABASE IF EXISTS reorganize_demo WITH (FORCE)")
    .finally(() => client.end());
});

it(
  "builds a messy database, says what to type next, and drops an older one only when told",
  scans,
  async () => {
    const first = await demo("init-25", "--rows", "60");
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain(`pnpm reorganize plan --url '${urlOf("reorganize_demo")}'`);
    const client = await connectOnce(urlOf("reorganize_demo"));
    const { rows } = await client
      .query("SELECT count(*)::int AS n FROM public.tasks")
      .finally(() => client.end());
    expect(rows[0].n).toBeGreaterThanOrEqual(60);
    const second = await demo("init-25");
    expect(second.code).toBe(1);
    expect(second.stderr).toContain("Drop the existing");
    expect(await demo("empty", "--yes")).toMatchObject({ code: 0 });
  },
);

it("names the 28 messy databases, and the 3 SQLite files that become one", async () => {
  const { code, stdout } = await demo("--list");
  expect(code).toBe(0);
  expect(stdout.split("\n").filter((line) => /^\S/.test(line))).toHaveLength(31);
  expect(stdout).toMatch(/^dpro-a \(--database dpro\)$/m);
  expect(stdout).toMatch(/^promptcraft \(--database promptcraft\)$/m);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

it("refuses another database than the one that a messy database becomes", async () => {
  const { code, stderr } = await demo("promptcraft", "--database", "dpro");
  expect(code).toBe(1);
  expect(stderr).toContain('"promptcraft" becomes the database promptcraft, not dpro.');
});

it("refuses a name that there is not, and names those that there are", async () => {
  const { code, stderr } = await demo("nothing-such");
  expect(code).toBe(1);
  expect(stderr).toMatch(/There is no messy database "nothing-such"\. Choose one of empty, /);
  expect(stderr).not.toContain("not expected");
});
