import { migratorRole, packageRole } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import pg from "pg";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { jobs } from "../../src/jobs.js";
import { asMigrator, isolatePlaces, makePlaces, tenants, usePlaces } from "../use-places.js";

const db = usePlaces({ per: "test" });

async function counts(tenant: string | undefined): Promise<Record<string, number>> {
  const client = await db.pool.connect();
  try {
    if (tenant !== undefined)
      await client.query("SELECT set_config('app.tenant', $1, false)", [tenant]);
    const { rows } = await client.query(`
      SELECT (SELECT count(*)::int FROM places.tenants) AS tenants,
             (SELECT count(*)::int FROM places.sites) AS sites,
             (SELECT count(*)::int FROM places.visits) AS visits,
             (SELECT count(*)::int FROM places.visits_default) AS partition,
             (SELECT count(*)::int FROM places.kinds) AS kinds`);
    return rows[0];
  } finally {
    client.release(true);
  }
}

beforeEach(() => makePlaces(db));

/** Of no pool, so that it may outlive the test's hooks. */
async function ownClient(role = packageRole("promptcraft", db.database)): Promise<pg.Client> {
  const options = `-c role=${role}`;
  const client = new pg.Client({ connectionString: db.url, options });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const nothing = { tenants: 0, sites: 0, visits: 0, partition: 0, kinds: 1 };

test("one call isolates every table of a schema, and its partitions asked directly", async () => {
  expect(await counts(tenants[0])).toMatchObject({ sites: 30, visits: 30 });
  await asMigrator(db, isolatePlaces);
  expect(await counts(tenants[0])).toEqual({
    tenants: 1,
    sites: 10,
    visits: 10,
    partition: 7,
    kinds: 1,
  });
  await asMigrator(db, isolatePlaces);
  expect(await asMigrator(db, "SELECT * FROM tenancy.breaches('places')")).toEqual([]);
});

test.each([
  ["missing", undefined],
  ["empty", ""],
  ["of nobody", "dddddddd-0000-4000-8000-000000000004"],
  ["malformed", "not a uuid"],
  ["half a uuid", tenants[0].slice(0, 18)],
  ["two lines", `${tenants[0]}\n${tenants[1]}`],
  ["an injection", `${tenants[0]}' OR true --`],
])("a setting that is %s denies without an error", async (_, setting) => {
  await asMigrator(db, isolatePlaces);
  expect(await counts(setting)).toEqual(nothing);
});

test.each([
  ["bigint", "7", ["x", "1e3", "99999999999999999999", " 7", "7 OR 1"]],
  ["integer", "7", ["x", "99999999999", "-"]],
  ["smallint", "7", ["99999", "7.0"]],
  ["text", "7", ["8", "7 "]],
  ["varchar(20)", "7", ["8", "' OR ''='"]],
])("a tenant may be told by %s", async (type, own, others) => {
  await db.owner.query(
    `CREATE SCHEMA IF NOT EXISTS typed AUTHORIZATION ${migratorRole(db.database)}`,
  );
  await asMigrator(
    db,
    `
    CREATE TABLE typed.rows (tenant_id ${type} NOT NULL, id int, PRIMARY KEY (tenant_id, id));
    GRANT USAGE ON SCHEMA typed TO PUBLIC; GRANT SELECT, INSERT ON typed.rows TO PUBLIC;
    INSERT INTO typed.rows VALUES ('7', 1), ('9', 2);
    SELECT tenancy.isolate('typed')`,
  );
  const client = await ownClient();
  const ids = async (setting: string) => {
    await client.query("SELECT set_config('app.tenant', $1, false)", [setting]);
    return (await client.query("SELECT id FROM typed.rows")).rows.map(({ id }) => id);
  };
  expect(await ids(own)).toEqual([1]);
  for (const other of others) expect({ other, ids: await ids(other) }).toEqual({ other, ids: [] });
});

test("a type by which tenants cannot be told apart is refused", async () => {
  await asMigrator(db, "CREATE TABLE places.odd (tenant_id point NOT NULL)");
  await expect(asMigrator(db, isolatePlaces)).rejects.toThrow(
    "The column tenant_id of places.odd has the type point",
  );
});

test("a row cannot be written for another tenant, nor moved to one", async () => {
  await asMigrator(db, isolatePlaces);
  const client = await ownClient();
  await client.query("SELECT set_config('app.tenant', $1, false)", [tenants[0]]);
  const denied = { code: "42501" };
  const insert = "INSERT INTO places.sites (tenant_id, name) VALUES ($1, 'new')";
  await expect(client.query(insert, [tenants[1]])).rejects.toMatchObject(denied);
  await expect(
    client.query("UPDATE places.sites SET tenant_id = $1", [tenants[1]]),
  ).rejects.toMatchObject(denied);
  const touched = await client.query("UPDATE places.sites SET kind = 'park'");
  expect(touched.rowCount).toBe(10);
  await client.query(insert, [tenants[0]]);
});

test("the owner sees all: backfills, SECURITY DEFINER functions, and foreign keys hold", async () => {
  await asMigrator(db, isolatePlaces);
  await asMigrator(
    db,
    `
    CREATE FUNCTION places.total() RETURNS bigint LANGUAGE sql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS 'SELECT count(*) FROM places.sites';
    UPDATE places.sites SET kind = 'park'`,
  );
  const [{ n } = {}] = await asMigrator(
    db,
    "SELECT count(*)::int AS n FROM places.sites WHERE kind = 'park'",
  );
  expect(n).toBe(30);
  expect(await db.query("SELECT places.total()::int AS n")).toEqual([{ n: 30 }]);
  await expect(
    db.owner.query("DELETE FROM places.tenants WHERE id = $1", [tenants[0]]),
  ).rejects.toMatchObject({ code: "23503" });
  expect(await asMigrator(db, "SELECT kind, is_breach FROM tenancy.breaches('places')")).toEqual([
    { kind: "security definer", is_breach: false },
  ]);
});

test("a login that is a member of the owner's role sees no more for it", async () => {
  await asMigrator(db, isolatePlaces);
  const login = `login_${process.pid}_${Date.now()}`;
  await db.owner.query(
    `CREATE ROLE ${login} LOGIN PASSWORD 'x' IN ROLE ${migratorRole(db.database)}`,
  );
  const url = new URL(db.url);
  [url.username, url.password] = [login, "x"];
  const client = new pg.Client({ connectionString: url.href });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    const server = new pg.Client({ connectionString: testServerUrl() });
    await server.connect();
    await server.query(`DROP ROLE ${login}`);
    await server.end();
  });
  const count = "SELECT count(*)::int AS n FROM places.sites";
  expect((await client.query(count)).rows).toEqual([{ n: 0 }]);
  await client.query("SELECT set_config('app.tenant', $1, false)", [tenants[1]]);
  expect((await client.query(count)).rows).toEqual([{ n: 10 }]);
});

test("a partition that came later is found, and isolated by enforcing again", async () => {
  await asMigrator(db, isolatePlaces);
  await asMigrator(
    db,
    `
    CREATE TABLE places.visits_new PARTITION OF places.visits FOR VALUES FROM ('2030-01-01+00') TO ('2031-01-01+00');
    GRANT SELECT ON places.visits_new TO PUBLIC`,
  );
  await db.owner.query(
    "INSERT INTO places.visits (tenant_id, note, at) SELECT id, 'late', '2030-06-01' FROM places.tenants",
  );
  const late = () => db.query("SELECT count(*)::int AS n FROM places.visits_new");
  expect(await late()).toEqual([{ n: 3 }]);
  const found = await asMigrator(
    db,
    "SELECT object, kind FROM tenancy.breaches('places') WHERE is_breach",
  );
  expect(found).toContainEqual({ object: "places.visits_new", kind: "row security" });
  const client = await ownClient(migratorRole(db.database));
  const context = { database: db.database, url: db.url, signal: new AbortController().signal };
  const outcomes = jobs.map((job) => job.run(client, context));
  expect(await Promise.all(outcomes)).toEqual([{ summary: "row security forced on 1 tables" }]);
  expect(await late()).toEqual([{ n: 0 }]);
  expect(await asMigrator(db, "SELECT tenancy.enforce() AS n")).toEqual([{ n: 0 }]);
});

describe("refused, and told by name,", () => {
  test("is a table of nobody that is not named as shared", async () => {
    await expect(asMigrator(db, "SELECT tenancy.isolate('places')")).rejects.toMatchObject({
      message: "Without a column that says whose a row is: places.kinds, places.tenants.",
      hint: expect.stringContaining("shared => ARRAY["),
    });
  });

  test("are keys and foreign keys without the tenant; what the hint says is enough", async () => {
    await asMigrator(
      db,
      `
      CREATE TABLE places.people (tenant_id uuid NOT NULL, id uuid PRIMARY KEY, email text UNIQUE);
      CREATE TABLE places.notes (tenant_id uuid, id bigint PRIMARY KEY, "Author" uuid,
        FOREIGN KEY ("Author") REFERENCES places.people (id) ON DELETE SET NULL);
      CREATE UNIQUE INDEX notes_lower ON places.notes ("Author") WHERE id > 0;`,
    );
    const error = await asMigrator(db, isolatePlaces).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "42P16" });
    const { message, hint } = error as { message: string; hint: string };
    expect(message).toContain("places.people: its key people_email_key does not hold the tenant");
    expect(message).toContain("places.notes: its key notes_pkey does not hold the tenant");
    expect(message).toContain('its foreign key "notes_Author_fkey" may lead into another');
    expect(message).toContain("places.notes: its column tenant_id may be null");
    expect(message).not.toContain("people_pkey");
    const statements = hint.split("\n").slice(1);
    expect(statements[0]).toBe(
      'ALTER TABLE places.people ADD UNIQUE (tenant_id, id); ALTER TABLE places.notes DROP CONSTRAINT "notes_Author_fkey", ADD CONSTRAINT "notes_Author_fkey" FOREIGN KEY (tenant_id, "Author") REFERENCES places.people (tenant_id, id) ON DELETE SET NULL ("Author");',
    );
    await asMigrator(db, statements.join("\n"));
    await asMigrator(db, isolatePlaces);
  });

  test("is a shared table that refers to a tenant's", async () => {
    await asMigrator(
      db,
      `CREATE TABLE places.plans (id uuid PRIMARY KEY, tenant uuid REFERENCES places.tenants (id))`,
    );
    const shared =
      "SELECT tenancy.isolate('places', ARRAY['kinds', 'plans'], '{\"tenants\": \"id\"}')";
    await expect(asMigrator(db, shared)).rejects.toThrow(
      "places.plans: its foreign key plans_tenant_fkey leads from a table of no tenant into places.tenants",
    );
  });
});

test("a list of tables is isolated alone", async () => {
  await asMigrator(
    db,
    `SELECT tenancy.isolate(ARRAY['places.tenants', 'places.sites']::regclass[], columns => '{"tenants": "id"}')`,
  );
  expect(await counts(tenants[0])).toMatchObject({ tenants: 1, sites: 10, visits: 30 });
});

test("one name is that of the tenant's column in all tables that name no other", async () => {
  await asMigrator(
    db,
    `ALTER TABLE places.sites RENAME tenant_id TO organization_id;
     SELECT tenancy.isolate(ARRAY['places.tenants', 'places.sites']::regclass[], columns => '{"tenants": "id", "*": "organization_id"}')`,
  );
  expect(await counts(tenants[0])).toMatchObject({ tenants: 1, sites: 10 });
});

describe("found in a schema that was isolated", () => {
  test.each([
    ["row security", "ALTER TABLE places.sites NO FORCE ROW LEVEL SECURITY"],
    ["row security", "ALTER TABLE places.visits_old DISABLE ROW LEVEL SECURITY"],
    ["policy", "DROP POLICY tenancy_tenant ON places.sites"],
    ["policy", "ALTER POLICY tenancy_tenant ON places.sites USING (tenant_id IS NOT NULL)"],
    ["policy", "ALTER POLICY tenancy_owner ON places.visits_old TO PUBLIC"],
    ["policy", "ALTER POLICY tenancy_crossing ON places.sites USING (true)"],
    ["other policy", "CREATE POLICY open ON places.sites USING (true)"],
    ["table", "CREATE TABLE places.later (tenant_id uuid NOT NULL)"],
    [
      "null",
      "ALTER TABLE places.tenants DROP CONSTRAINT tenants_pkey CASCADE; ALTER TABLE places.tenants ALTER COLUMN id DROP NOT NULL",
    ],
    ["right", "GRANT TRUNCATE ON places.sites TO PUBLIC"],
    ["key", "CREATE UNIQUE INDEX ON places.sites (kind)"],
    [
      "foreign key",
      "ALTER TABLE places.visits ADD old uuid; ALTER TABLE places.sites ADD UNIQUE (id); ALTER TABLE places.visits ADD FOREIGN KEY (old) REFERENCES places.sites (id)",
    ],
    ["view", "CREATE VIEW places.all_sites AS SELECT * FROM places.sites"],
    [
      "view",
      "CREATE VIEW places.all_sites WITH (security_invoker = false) AS SELECT * FROM places.visits_old",
    ],
    [
      "materialized view",
      "CREATE MATERIALIZED VIEW places.sums AS SELECT count(*) FROM places.sites; GRANT SELECT ON places.sums TO PUBLIC",
    ],
  ])("is a breach: %s after %s", async (kind, sql) => {
    await asMigrator(db, isolatePlaces);
    await asMigrator(db, sql);
    const found = await asMigrator(
      db,
      "SELECT kind FROM tenancy.breaches('places') WHERE is_breach",
    );
    expect(new Set(found.map((one) => one.kind))).toEqual(new Set([kind]));
  });

  test.each([
    ["index", "CREATE INDEX ON places.sites (kind)"],
    [
      "view",
      "CREATE VIEW places.own WITH (security_barrier = true) AS SELECT * FROM places.sites WHERE tenant_id::text = current_setting('app.tenant', true)",
    ],
    [
      "sets tenant",
      "CREATE FUNCTION places.be() RETURNS text LANGUAGE sql AS $$ SELECT set_config('app.tenant', 'x', false) $$",
    ],
  ])("is, as advice: %s after %s", async (kind, sql) => {
    await asMigrator(db, isolatePlaces);
    await asMigrator(db, sql);
    const found = await asMigrator(db, "SELECT kind, is_breach FROM tenancy.breaches('places')");
    expect(found).toEqual([{ kind, is_breach: false }]);
  });

  test("is nothing in a view that acts as who asks, or a restrictive policy", async () => {
    await asMigrator(db, isolatePlaces);
    await asMigrator(
      db,
      `
      CREATE VIEW places.own WITH (security_invoker = true) AS SELECT * FROM places.sites;
      CREATE POLICY narrow ON places.sites AS RESTRICTIVE USING (name <> 'x')`,
    );
    expect(await asMigrator(db, "SELECT * FROM tenancy.breaches('places')")).toEqual([]);
  });
});
