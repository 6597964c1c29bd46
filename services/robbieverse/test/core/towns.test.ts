import { randomUUID } from "node:crypto";
import { rawClient } from "@deepiri/database";
import { acrossTenants } from "@deepiri/tenancy";
import { useClient } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { createRobbieverseClient } from "../../src/client.js";
import { useRobbieverse } from "../use-robbieverse.js";
import { makeNotes } from "./use-notes.js";

const { db, memberships, organizations, users, towns, townMembers } = useRobbieverse();
const administrator = useClient(db, ({ url, database }) =>
  createRobbieverseClient({ url, database, role: false }),
);

const [acme, globex] = [randomUUID(), randomUUID()];
const [aspen, vegas, oslo] = [randomUUID(), randomUUID(), randomUUID()];
const [ada, bruno, chidi, dora] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  await makeNotes(db);
  for (const id of [acme, globex]) await organizations.create({ id, name: "Any" });
  for (const id of [ada, bruno, chidi, dora]) await users.create({ id });
  const members = [
    [acme, ada],
    [acme, bruno],
    [acme, chidi],
    [acme, dora],
    [globex, ada],
  ] as const;
  for (const [organizationId, userId] of members)
    await memberships.create({ organizationId, userId });
  for (const [organizationId, id] of [
    [acme, aspen],
    [acme, vegas],
    [globex, oslo],
  ] as const)
    await towns.create({ organizationId, id });
  for (const [organizationId, townId, userId] of [
    [acme, aspen, ada],
    [acme, aspen, dora],
    [acme, vegas, bruno],
    [globex, oslo, ada],
  ] as const)
    await townMembers.create({ organizationId, townId, userId });
  await db.owner.query("UPDATE core.organization_memberships SET is_active = user_id <> $1", [
    dora,
  ]);
  for (const [organization, town, text] of [
    [acme, null, "acme"],
    [acme, aspen, "aspen"],
    [acme, vegas, "vegas"],
    [globex, null, "globex"],
    [globex, oslo, "oslo"],
  ])
    for (const table of [
      "note (organization_id, town_id, text)",
      "daily (organization_id, town_id, day)",
    ])
      await db.owner.query(`INSERT INTO notes.${table} VALUES ($1, $2, $3)`, [
        organization,
        town,
        table.startsWith("daily") ? "2026-05-01" : text,
      ]);
});

/** What a statement gives under the service's role, which owns nothing, in somebody's name. */
async function asked(tenant: string, actor: string, sql: string, values: unknown[] = []) {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      "SELECT set_config('app.tenant', $1, true), set_config('app.current_user_id', $2, true)",
      [tenant, actor],
    );
    return await client.query(sql, values);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

const textsOf = async (tenant: string, actor: string) =>
  (await asked(tenant, actor, "SELECT text FROM notes.note ORDER BY text")).rows.map(
    ({ text }) => text,
  );

describe("rows of a town", () => {
  it.each([
    ["a member of the town sees them", acme, ada, ["acme", "aspen"]],
    ["a member of another does not", acme, bruno, ["acme", "vegas"]],
    ["who is in no town sees what is of none", acme, chidi, ["acme"]],
    ["who has left the organization is in no town", acme, dora, ["acme"]],
    ["where he asks for another organization, its towns count", globex, ada, ["globex", "oslo"]],
    ["who belongs elsewhere is in no town here", globex, bruno, ["globex"]],
    ["nobody, when who asks is not known", acme, "", ["acme"]],
    ["nobody, when who asks is no id", acme, "x' OR '1' = '1", ["acme"]],
    ["without an organization there is nothing", "", ada, []],
  ])("%s", async (_, tenant, actor, texts) => {
    expect(await textsOf(tenant, actor)).toEqual(texts);
  });

  it.each([
    ["INSERT INTO notes.note (organization_id, town_id) VALUES ($1, $2)", [acme, vegas]],
    ["UPDATE notes.note SET organization_id = $1, town_id = $2", [acme, vegas]],
    ["INSERT INTO notes.daily VALUES ($1, DEFAULT, $2, '2026-02-01')", [acme, vegas]],
  ])("are not written by who is not in it: %s", async (sql, values) => {
    await expect(asked(acme, ada, sql, values)).rejects.toMatchObject({ code: "42501" });
  });

  it("are written by its members, and no others are touched on the way", async () => {
    const insert = "INSERT INTO notes.note (organization_id, town_id) VALUES ($1, $2)";
    expect((await asked(acme, ada, insert, [acme, aspen])).rowCount).toBe(1);
    expect((await asked(acme, ada, "UPDATE notes.note SET town_id = NULL")).rowCount).toBe(2);
    expect((await asked(acme, ada, "DELETE FROM notes.note")).rowCount).toBe(2);
  });

  it("are kept in each partition, asked directly too", async () => {
    const count = "SELECT count(*)::int FROM notes.daily_2026";
    expect((await asked(acme, ada, count)).rows).toEqual([{ count: 2 }]);
    expect((await asked(acme, "", count)).rows).toEqual([{ count: 1 }]);
  });

  it("are all there for who acts as the owner, and for administrators who cross over alone", async () => {
    await db.owner.query(`CREATE FUNCTION notes.total() RETURNS bigint LANGUAGE sql SECURITY DEFINER
      AS 'SELECT count(*) FROM notes.note'; ALTER FUNCTION notes.total() OWNER TO robbieverse_migrator`);
    expect((await asked("", "", "SELECT notes.total()::int AS n")).rows).toEqual([{ n: 5 }]);
    const sql = "SELECT count(*)::int AS n FROM notes.note";
    const crossed = acrossTenants(administrator.client, { actor: ada, reason: "audit" }, (tx) =>
      tx.$queryRawUnsafe(sql),
    );
    expect(await crossed).toEqual([{ n: 5 }]);
    const merely = administrator.client.transaction(async (tx) => {
      await tx.$executeRawUnsafe("SET LOCAL ROLE robbieverse_tenancy");
      return await tx.$queryRawUnsafe(sql);
    });
    expect(await merely).toEqual([{ n: 0 }]);
  });

  it("cost one look at the towns of who asks, and leave the indexes to the query", async () => {
    await db.owner.query(
      "INSERT INTO notes.note (organization_id, town_id, text) SELECT $1, CASE n % 2 WHEN 0 THEN $2::uuid END, n::text FROM generate_series(1, 2000) AS n",
      [acme, aspen],
    );
    await db.owner.query("ANALYZE notes.note");
    const { rows } = await asked(acme, ada, "EXPLAIN SELECT FROM notes.note WHERE text = '1000'");
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(/Index Cond: \(\(organization_id = .*\) AND \(text = '1000'/);
    expect(plan).toContain("InitPlan");
    expect(plan).not.toContain("SubPlan ");
  });
});

it("what is asked about a table is what it lacks, with what to type", async () => {
  const isolate = (sql: string) => rawClient(db.owner).$queryRawUnsafe(`SELECT ${sql}::text`);
  await expect(isolate("core.isolate_towns('core.users')")).rejects.toMatchObject({
    message: expect.stringContaining("belong to no town"),
    hint: expect.stringContaining("ON DELETE RESTRICT"),
  });
  await db.owner.query(
    "CREATE TABLE notes.forgetful (LIKE notes.note); ALTER TABLE notes.forgetful ADD FOREIGN KEY (organization_id, town_id) REFERENCES core.towns (organization_id, id) ON DELETE SET NULL (town_id)",
  );
  await expect(isolate("core.isolate_towns('notes.forgetful')")).rejects.toThrow(
    "belong to no town",
  );
  await db.owner.query(
    "CREATE TABLE notes.open (LIKE notes.note); ALTER TABLE notes.open ADD FOREIGN KEY (organization_id, town_id) REFERENCES core.towns (organization_id, id)",
  );
  await expect(isolate("core.isolate_towns('notes.open')")).rejects.toMatchObject({
    message: expect.stringContaining("Organizations are not kept apart"),
  });
});
