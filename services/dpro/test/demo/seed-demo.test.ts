import { tablesOf } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { seedDemo } from "../../src/demo/seed-demo.js";
import { dproFactories } from "../factories.js";
import { useDpro } from "../use-dpro.js";

const { db, open } = useDpro();

it("the demo puts rows into every table, and a second run changes none", async () => {
  expect(await seedDemo(open.client, 1)).toEqual({ users: 10, tools: 4, configurations: 2 });
  const first = await contents();
  expect(first.filter(({ rows }) => rows === 0)).toEqual([]);
  expect(await seedDemo(open.client, 1)).toEqual({ users: 0, tools: 0, configurations: 0 });
  expect(await contents()).toEqual(first);
});

it("a larger scale adds the rest, and what was changed is left alone", async () => {
  await open.client.user.updateMany({ data: { fullName: "Someone else" } });
  expect(await seedDemo(open.client, 2)).toMatchObject({ users: 10, tools: 0 });
  expect(await open.client.user.count({ where: { fullName: "Someone else" } })).toBe(10);
});

it("opens no account and no session", async () => {
  expect(await open.client.userSession.count({ where: { expiresAt: { gt: new Date() } } })).toBe(0);
  expect(await open.client.user.count({ where: { passwordHash: { startsWith: "$" } } })).toBe(0);
});

async function contents(): Promise<{ table: string; rows: number; hash: string }[]> {
  const selects = tablesOf(dproFactories(db)).map(
    (table) =>
      `SELECT '${table}' AS table, count(*)::int AS rows, md5(string_agg(t::text, '' ORDER BY t::text)) AS hash
       FROM ${table} AS t`,
  );
  return db.query(selects.join(" UNION ALL "));
}
