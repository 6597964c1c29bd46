import { migratorRole, packageRole, rawClient } from "@deepiri/database";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { acrossTenants, type TransactingClient } from "../src/index.js";
import { asMigrator, isolatePlaces, tenants, usePlaces } from "./use-places.js";

const db = usePlaces();
const logins = {
  service: `service_${process.pid}_${Date.now()}`,
  admin: `admin_${process.pid}_${Date.now()}`,
};
const why = { actor: "ada", reason: "ticket 7" };
const count = "SELECT count(*)::int AS n FROM places.sites";

beforeAll(async () => {
  await asMigrator(db, isolatePlaces);
  const administrators = packageRole("tenancy", db.database);
  // As migrating gives them to the role of the block for its users' tables.
  await db.owner.query(`GRANT USAGE ON SCHEMA places TO ${administrators}`);
  await db.owner.query(`GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA places TO ${administrators}`);
  await db.owner.query(
    `CREATE ROLE ${logins.service} LOGIN PASSWORD 'x' IN ROLE ${packageRole("promptcraft", db.database)}`,
  );
  await db.owner.query(`CREATE ROLE ${logins.admin} LOGIN PASSWORD 'x' IN ROLE ${administrators}`);
});
afterAll(async () => {
  for (const login of Object.values(logins)) await db.owner.query(`DROP ROLE ${login}`);
});

async function connect(login: keyof typeof logins) {
  const url = new URL(db.url);
  [url.username, url.password] = [logins[login], "x"];
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  onTestFinished(() => client.end());
  const tx = rawClient(client);
  const transacting: TransactingClient<typeof tx> = {
    transaction: async (work) => {
      await client.query("BEGIN");
      try {
        const result = await work(tx);
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      }
    },
  };
  return { client, transacting };
}

const recorded = async () =>
  (
    await db.owner.query(
      `SELECT actor, reason, login, failed, ended_at >= started_at AS ended FROM tenancy.crossings ORDER BY id DESC LIMIT 1`,
    )
  ).rows[0];

test("an administrator sees and changes all tenants' rows, and leaves a trace", async () => {
  const { client, transacting } = await connect("admin");
  const n = await acrossTenants(transacting, why, async (tx) => {
    await tx.$queryRawUnsafe("UPDATE places.sites SET kind = 'park'");
    return await tx.$queryRawUnsafe(count);
  });
  expect(n).toEqual([{ n: 30 }]);
  expect(await recorded()).toEqual({ ...why, login: logins.admin, failed: false, ended: true });
  expect((await client.query(count)).rows).toEqual([{ n: 0 }]);
});

test("what failed was read all the same, so its trace stays", async () => {
  const { transacting } = await connect("admin");
  const failing = acrossTenants(transacting, { ...why, reason: "a look" }, async (tx) => {
    await tx.$queryRawUnsafe(count);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await recorded()).toMatchObject({ reason: "a look", failed: true, ended: true });
});

test("without an actor and a reason nobody crosses, nor with a role alone", async () => {
  const { client, transacting } = await connect("admin");
  for (const missing of [
    { ...why, actor: " " },
    { ...why, reason: "" },
  ]) {
    const crossing = acrossTenants(transacting, missing, async () => 1);
    await expect(crossing).rejects.toMatchObject({ name: "CheckViolation" });
  }
  await client.query(`SET ROLE ${packageRole("tenancy", db.database)}`);
  expect((await client.query(count)).rows).toEqual([{ n: 0 }]);
  await expect(client.query(`SELECT tenancy."cross"('ada', ' ')`)).rejects.toMatchObject({
    code: "23514",
  });
});

test("no service crosses, whatever it calls or says it is", async () => {
  const { client, transacting } = await connect("service");
  await expect(acrossTenants(transacting, why, async () => 1)).rejects.toMatchObject({
    name: "PermissionDenied",
  });
  const denied = { code: "42501" };
  for (const sql of [
    `SET ROLE ${packageRole("tenancy", db.database)}`,
    `SET ROLE ${migratorRole(db.database)}`,
    `SELECT tenancy."cross"('ada', 'a reason')`,
    "INSERT INTO tenancy.crossings (actor, reason) VALUES ('ada', 'a reason')",
    "SELECT tenancy.isolate('places')",
  ])
    await expect(client.query(sql)).rejects.toMatchObject(denied);
  expect((await client.query(count)).rows).toEqual([{ n: 0 }]);
  await client.query("SELECT set_config('app.tenant', $1, false)", [tenants[0]]);
  expect((await client.query(count)).rows).toEqual([{ n: 10 }]);
});

test("a trace is neither changed nor removed, and cannot be used again", async () => {
  const { client } = await connect("admin");
  await client.query(`SET ROLE ${packageRole("tenancy", db.database)}`);
  const kept = { code: "23001" };
  await expect(client.query("DELETE FROM tenancy.crossings")).rejects.toMatchObject(kept);
  await expect(client.query("UPDATE tenancy.crossings SET actor = 'bob'")).rejects.toMatchObject(
    kept,
  );
  await client.query(`SELECT tenancy."cross"('ada', 'a reason')`);
  expect((await client.query(count)).rows).toEqual([{ n: 0 }]);
});

test("migrating gives the administrators what the users of the block may, and no other block", async () => {
  const rightsOf = async (key: string) =>
    (
      await db.owner.query(
        `SELECT bool_and(has_table_privilege($1, class.oid, one)) AS every,
                bool_or(has_table_privilege($1, class.oid, one)) AS any
           FROM (SELECT min(oid::int)::oid AS oid FROM pg_class
                  WHERE relnamespace = 'promptcraft'::regnamespace AND relkind = 'r' AND NOT relispartition) AS class,
                unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS one`,
        [packageRole(key, db.database)],
      )
    ).rows[0];
  expect(await rightsOf("tenancy")).toEqual({ every: true, any: true });
  expect(await rightsOf("temporal")).toEqual({ every: false, any: false });
});
