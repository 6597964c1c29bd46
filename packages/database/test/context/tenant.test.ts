import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  type ClientOptions,
  createServiceClient,
  runWithContext,
  runWithoutContext,
} from "../../src/index.js";
import { PrismaClient } from "../fixture/generated/client.js";
import { createShopClient, type ShopClient, type ShopTransaction } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
const role = `${shop.name}_tenants`;
let names = 0;

beforeAll(async () => {
  // A person's password stands for the tenant whose row it is.
  await shop.query(`CREATE ROLE ${role}`);
  await shop.query(`GRANT USAGE ON SCHEMA shop TO ${role}`);
  await shop.query(`GRANT SELECT, INSERT, UPDATE ON shop.people TO ${role}`);
  await shop.query(`GRANT INSERT ON shop.changes TO ${role}`);
  await shop.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA shop TO ${role}`);
  await shop.query("ALTER TABLE shop.people ENABLE ROW LEVEL SECURITY");
  await shop.query(`CREATE POLICY own ON shop.people
    USING (password_hash = nullif(current_setting('app.tenant', true), ''))`);
  await shop.query(`INSERT INTO shop.people (id, email, password_hash)
    VALUES (-2, 'one', 'tenant 1'), (-1, 'two', 'tenant 2'), (0, 'it''s', E'ten''a\\\\nt')`);
});
afterAll(async () => {
  await shop.query(`DROP OWNED BY ${role}`);
  await shop.query(`DROP ROLE ${role}`);
});

function tenantClient(options: ClientOptions = {}): ShopClient {
  const of = { key: "shop", database: "shop", hasTenants: true };
  const applicationName = `${shop.name}_${++names}`.slice(-60);
  const made = createServiceClient(of, PrismaClient, {
    ...(options.pool ? {} : { url: shop.url, poolSize: 1, applicationName }),
    role,
    ...options,
  });
  onTestFinished(() => made.close());
  return made;
}

const as = <T>(tenant: string, work: () => T | PromiseLike<T>) =>
  runWithContext({ actor: "ann", tenant }, work);
const emails = async (db: ShopTransaction) =>
  (await db.person.findMany({ orderBy: { id: "asc" } })).map(({ email }) => email);
const setting = async (db: ShopTransaction) => {
  const [row] = await db.$queryRaw<{ tenant: string | null }[]>`
    SELECT pg_catalog.current_setting('app.' || 'tenant', true) AS tenant`;
  return row?.tenant;
};

test("every read carries the tenant of its request, and none outside of one", async () => {
  const client = tenantClient();
  const seen = [];
  for (const tenant of ["tenant 1", "tenant 2", "ten'a\\nt", "tenant 9"])
    seen.push(await as(tenant, () => emails(client)));
  expect(seen).toEqual([["one"], ["two"], ["it's"], []]);
  expect(await emails(client)).toEqual([]);
  expect(await as("tenant 1", () => runWithoutContext(() => emails(client)))).toEqual([]);
  expect(await runWithContext({ actor: "ann" }, () => emails(client))).toEqual([]);
});

test("so do interactive transactions and arrays of operations", async () => {
  const client = tenantClient();
  for (const [tenant, email] of [
    ["tenant 1", "one"],
    ["tenant 2", "two"],
  ] as const) {
    expect(await as(tenant, () => client.transaction(emails))).toEqual([email]);
    const [found] = await as(tenant, () => client.$transaction([client.person.findMany()]));
    expect(found).toMatchObject([{ email }]);
  }
  expect(await client.transaction(emails)).toEqual([]);
});

test("requests that ask for rows in the same tick are not answered from one query", async () => {
  const client = tenantClient({ poolSize: 3 });
  const rounds = Array.from({ length: 60 }, (_, index) => 1 + (index % 2));
  const find = (id: number) => client.person.findUnique({ where: { id } });
  const found = await Promise.all(
    rounds.map((one) => as(`tenant ${one}`, () => Promise.all([find(-2), find(-1)]))),
  );
  for (const [index, rows] of found.entries()) {
    const own = rounds[index] ?? 0;
    expect(rows.map((row) => row?.id)).toEqual(
      [-2, -1].map((id) => (id === own - 3 ? id : undefined)),
    );
  }
});

test("neither are arrays of operations, which keep their actor", async () => {
  const client = createShopClient({ url: shop.url, poolSize: 3 });
  await shop.takeChanges();
  const actors = Array.from({ length: 12 }, (_, index) => `actor-${index}`);
  await Promise.all(
    actors.map((actor) =>
      runWithContext({ actor }, () =>
        client.$transaction([
          client.person.findUnique({ where: { id: -2 } }),
          client.person.create({ data: { email: `${actor}@array` } }),
        ]),
      ),
    ),
  );
  expect((await shop.takeChanges()).map(({ actor }) => actor).sort()).toEqual(actors.sort());
});

test("where rows ask who acts, every read carries the actor, and none outside of a request", async () => {
  await shop.query(`CREATE POLICY self ON shop.people
    USING (email = nullif(current_setting('app.current_user_id', true), ''))`);
  onTestFinished(() => shop.query("DROP POLICY self ON shop.people").then(() => {}));
  const of = { key: "shop", database: "shop", hasTenants: true, hasActors: true };
  const client = createServiceClient(of, PrismaClient, { url: shop.url, poolSize: 1, role });
  onTestFinished(() => client.close());
  const read = () => emails(client);
  expect(await runWithContext({ actor: "two" }, read)).toEqual(["two"]);
  expect(await runWithContext({ actor: "it's", tenant: "tenant 1" }, read)).toEqual([
    "one",
    "it's",
  ]);
  expect(await runWithContext({ actor: "two" }, () => client.transaction(emails))).toEqual(["two"]);
  expect(await read()).toEqual([]);
});

test("the server is told only when the tenant or the actor changes", async () => {
  const pool = new pg.Pool({ connectionString: shop.url, max: 1 });
  onTestFinished(() => pool.end());
  const sent: string[] = [];
  const connection = await pool.connect();
  const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
  connection.query = ((...args: unknown[]) => {
    const [first] = args as [string | { text: string }];
    sent.push(typeof first === "string" ? first : first.text);
    return query(...args);
  }) as typeof connection.query;
  connection.release();
  // As the pool of the process, which nobody else uses.
  const { actingConnection } = await import("../../src/client/acting-connection.js");
  const options = { role, hasTenants: true, hasActors: true, url: shop.url, isCallers: false };
  const use = async (tenant: string, actor = "ann") => {
    const one = await runWithContext({ actor, tenant }, async () =>
      actingConnection(pool, await pool.connect(), options),
    );
    await one.alone({ text: "SELECT 1" });
    await one.release();
  };
  await use("a");
  sent.length = 0;
  await use("a");
  await use("b");
  await use("b");
  await use("b", "bob");
  const ask = "SELECT 1";
  const toBob = "SET app.current_user_id = E'bob'";
  expect(sent).toEqual([ask, "SET app.tenant = E'b'", ask, ask, toBob, ask]);
});

test.each([
  ["SET", "SET app.tenant = 'tenant 2'"],
  ["SET, quoted", `SET "app"."tenant" = 'tenant 2'`],
  [
    "set_config",
    "SELECT pg_catalog.set_config('app.ten' || 'ant', 'tenant 2', false)::text AS set",
  ],
  ["RESET ALL", "RESET ALL"],
  ["DISCARD ALL", "DISCARD ALL"],
  ["a block", "/* hides it */ DO $$ BEGIN EXECUTE 'SET app.ten' || 'ant = ''tenant 2'''; END $$"],
])("what a program sets by %s does not reach the next operation", async (_, sql) => {
  const client = tenantClient();
  expect(await as("tenant 1", () => emails(client))).toEqual(["one"]);
  // In no context, so that it is not in a transaction.
  await client.$executeRawUnsafe(sql);
  expect(await emails(client)).toEqual([]);
  await client.$executeRawUnsafe(sql);
  expect(await as("tenant 1", () => emails(client))).toEqual(["one"]);
  if (sql === "DISCARD ALL") return;
  const failing = as("tenant 1", () =>
    client.transaction(async (tx) => {
      await tx.$executeRawUnsafe(sql);
      throw new Error("changed my mind");
    }),
  );
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await as("tenant 1", () => emails(client))).toEqual(["one"]);
});

test("a client without tenants that shares the pool does not find the last one", async () => {
  const options = { url: shop.url, poolSize: 1, applicationName: `${shop.name}_mix`.slice(-60) };
  const [with_, without] = [tenantClient(options), createShopClient(options)];
  expect(await setting(without)).toBeNull();
  expect(await as("tenant 1", () => setting(with_))).toBe("tenant 1");
  expect(await setting(without)).toBe("");
  expect(await as("tenant 1", () => setting(without))).toBe("tenant 1");
  expect(await setting(without)).toBe("");
});

test("a pool of the caller's gets its own tenant back", async () => {
  const pool = new pg.Pool({ connectionString: shop.url, max: 1, options: "-c app.tenant=theirs" });
  onTestFinished(() => pool.end());
  const current = async () =>
    (await pool.query("SELECT current_setting('app.tenant') AS tenant")).rows[0].tenant;
  const client = tenantClient({ pool });
  expect(await as("tenant 1", () => emails(client))).toEqual(["one"]);
  expect(await current()).toBe("theirs");
  await expect(
    as("tenant 1", () => client.transaction((tx) => tx.$executeRawUnsafe("SELECT 1/0"))),
  ).rejects.toThrow();
  expect(await current()).toBe("theirs");
});

test("a tenant that no setting can hold is refused, and the connection keeps none", async () => {
  const client = tenantClient();
  expect(await as("tenant 1", () => emails(client))).toEqual(["one"]);
  await expect(as("tenant 2\0", () => emails(client))).rejects.toThrow();
  expect(await emails(client)).toEqual([]);
});
