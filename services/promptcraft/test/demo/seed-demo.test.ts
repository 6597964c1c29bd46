import { migratorRole, runWithContext } from "@deepiri/database";
import { tablesOf, useClient, useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { createPromptcraftClient } from "../../src/client.js";
import { seedDemo } from "../../src/demo/seed-demo.js";
import { entities } from "../../src/demo/story.js";
import { findByText, readGraph, readHistory, readUsageSummary } from "../../src/index.js";
import { factories } from "../factories.js";

const db = useTestDatabase("promptcraft");
const open = useClient(db, createPromptcraftClient);
const owner = useClient(db, ({ url, database }) =>
  createPromptcraftClient({ url, database, role: migratorRole("promptcraft") }),
);

it("the demo puts rows into every table, and a second run changes none", async () => {
  expect(await seedDemo(owner.client, 1)).toEqual({ tenants: 1 });
  const first = await contents();
  expect(first.filter(({ rows }) => rows === 0)).toEqual([]);
  expect(await seedDemo(owner.client, 1)).toEqual({ tenants: 0 });
  expect(await contents()).toEqual(first);
});

it("each entity has the versions of the story, and who may sees it", async () => {
  const { rows } = await db.owner.query(
    "SELECT id, tenant_id, username FROM promptcraft.user WHERE username = 'ada'",
  );
  const [{ id: actor, tenant_id: tenant }] = rows;
  await runWithContext({ actor, tenant }, async () => {
    const [found] = await findByText(open.client, "refund");
    if (!found) throw new Error("it is found");
    const history = await readHistory(open.client, found.id);
    expect(history.map(({ title }) => title).reverse()).toEqual(
      entities.find(({ key }) => key === "refund")?.versions.map(({ title }) => title),
    );
    expect((await readGraph(open.client, found.id, { depth: 2 })).nodes).toHaveLength(4);
    expect(await readUsageSummary(open.client)).toMatchObject({ users: 3, entities: 5 });
  });
});

it("writing goes on to make versions after it", async () => {
  const { rows } = await db.owner.query(
    "UPDATE promptcraft.entity SET title = 'x' WHERE version = 3 RETURNING version",
  );
  expect(rows).toEqual([{ version: 4 }]);
});

async function contents(): Promise<{ table: string; rows: number; hash: string }[]> {
  const tables = [
    ...tablesOf(factories(db)),
    "promptcraft.entity_version",
    "event_log.events",
    "search.vectors",
  ];
  const selects = tables.map(
    (table) =>
      `SELECT '${table}' AS table, count(*)::int AS rows, md5(string_agg(t::text, '' ORDER BY t::text)) AS hash
       FROM ${table} AS t`,
  );
  return (await db.owner.query(selects.join(" UNION ALL "))).rows;
}
