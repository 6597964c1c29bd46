import { droppingSettings, noPooler, startPooler } from "@deepiri/vitest/pooler";
import { because } from "@deepiri/vitest/skip";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  connectOnce,
  createServiceClient,
  PoolerBetween,
  RoleUnavailable,
  runWithContext,
  StatementTimeout,
} from "../../src/index.js";
import { PrismaClient } from "../fixture/generated/client.js";
import { createShopClient, type ShopClient } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
const roles = [`${shop.name}_one`, `${shop.name}_two`];
let names = 0;

beforeAll(async () => {
  for (const role of roles) {
    await shop.query(`CREATE ROLE ${role}`);
    await shop.query(`GRANT USAGE ON SCHEMA shop TO ${role}`);
    await shop.query(`GRANT ALL ON ALL TABLES IN SCHEMA shop TO ${role}`);
    await shop.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA shop TO ${role}`);
  }
  // What a session gets that nobody set right.
  await shop.query(`ALTER DATABASE ${shop.name} SET timezone = 'Asia/Tokyo'`);
  await shop.query(`ALTER DATABASE ${shop.name} SET DateStyle = 'German'`);
});
afterAll(async () => {
  for (const role of roles) {
    await shop.query(`DROP OWNED BY ${role}`);
    await shop.query(`DROP ROLE ${role}`);
  }
});

const session = async (client: Pick<ShopClient, "$queryRaw">) => {
  const [row] = await client.$queryRaw<Record<string, string>[]>`
    SELECT current_user::text AS role, current_setting('TimeZone') AS zone,
           current_setting('DateStyle') AS dates, current_setting('statement_timeout') AS statement,
           current_setting('lock_timeout') AS lock, current_setting('work_mem') AS memory,
           current_setting('idle_in_transaction_session_timeout') AS idle`;
  return row;
};
const expected = (role: string) => ({
  role,
  zone: "UTC",
  dates: "ISO, MDY",
  statement: "1001ms",
  lock: "1002ms",
  idle: "1003ms",
  memory: "2MB",
});
const options = (url: string) => ({
  url: `${url}?options=-c%20work_mem%3D2MB`,
  applicationName: `${shop.name}_${++names}`.slice(-60),
  statementTimeoutMs: 1001,
  lockTimeoutMs: 1002,
  idleInTransactionTimeoutMs: 1003,
});

describe.skipIf(noPooler).each([
  ["that refuses settings at the start", []],
  ["that drops settings at the start", [droppingSettings]],
])(`behind a pooler in transaction mode %s${because(noPooler)}`, (_, settings) => {
  test("every statement of many clients has its own client's role, zone, format and limits", async () => {
    const url = await startPooler(shop.url, ...settings);
    const own = options(url);
    const clients = roles.map((role) => ({ role, client: createShopClient({ ...own, role }) }));
    const wanted = Array.from({ length: 40 }, (_, index) => clients[index % 2]) as typeof clients;
    const seen = await Promise.all(
      wanted.map(async ({ role, client }, index) => ({
        role,
        session:
          index % 4 < 2 ? await session(client) : await client.transaction((tx) => session(tx)),
      })),
    );
    for (const { role, session } of seen) expect(session).toEqual(expected(role));
  });

  test("every statement and transaction has the tenant of its request, and no other finds it", async () => {
    const url = await startPooler(shop.url, ...settings);
    const of = { key: "shop", database: "shop", hasTenants: true };
    const client = createServiceClient(of, PrismaClient, { ...options(url), role: false });
    onTestFinished(() => client.close());
    const tenantIn = async (db: Pick<ShopClient, "$queryRaw">) => {
      const [row] = await db.$queryRaw<{ tenant: string | null }[]>`
        SELECT current_setting('app.tenant', true) AS tenant`;
      return row?.tenant;
    };
    const wanted = Array.from({ length: 24 }, (_, index) => ["a", "b", "it's c"][index % 3] ?? "");
    const seen = await Promise.all(
      wanted.map((tenant, index) =>
        runWithContext({ actor: "ada", tenant }, () =>
          index % 2 === 0 ? tenantIn(client) : client.transaction(tenantIn),
        ),
      ),
    );
    expect(seen).toEqual(wanted);
    expect(await tenantIn(client)).toBe("");
    const without = createShopClient(options(url));
    expect(["", null]).toContain(await tenantIn(without));
  });

  test("nothing of a client is left on the server's sessions", async () => {
    const url = await startPooler(shop.url, ...settings);
    const client = createShopClient({ ...options(url), role: roles[0] as string });
    await Promise.all(Array.from({ length: 12 }, () => session(client)));
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    onTestFinished(() => other.end());
    const { rows } = await other.query(
      "SELECT current_user <> session_user AS acting, current_setting('statement_timeout') AS statement",
    );
    expect(rows).toEqual([{ acting: false, statement: "0" }]);
  });

  test("rows, moments, contexts, isolation and limits are as on a session of one's own", async () => {
    const url = await startPooler(shop.url, ...settings);
    const client = createShopClient({ ...options(url), role: roles[0] as string });
    const paidAt = new Date("2026-07-01T10:30:00.123Z");
    const email = `${names}@pooled`;
    const created = await runWithContext({ actor: "ada", tenant: "t" }, () =>
      client.person.create({
        data: { email, orders: { create: { title: "paid", paidAt } } },
        include: { orders: true },
      }),
    );
    expect(created.orders[0]?.paidAt).toEqual(paidAt);
    expect((await shop.takeChanges()).map(({ actor }) => actor)).toContain("ada");
    const isolation = await client.transaction(
      (tx) => tx.$queryRaw`SELECT current_setting('transaction_isolation') AS level`,
      { isolationLevel: "Serializable" },
    );
    expect(isolation).toEqual([{ level: "serializable" }]);
    await expect(client.$queryRaw`SELECT pg_sleep(3)::text`).rejects.toBeInstanceOf(
      StatementTimeout,
    );
    await expect(client.person.create({ data: { email } })).rejects.toThrow("already exists");
    expect(await client.person.count({ where: { email } })).toBe(1);
  });

  test("a role that is not there is named, and no statement runs as another", async () => {
    const url = await startPooler(shop.url, ...settings);
    const client = createShopClient({ ...options(url), role: "no_such_role" });
    const create = client.person.create({ data: { email: "nobody@pooled" } });
    await expect(create).rejects.toBeInstanceOf(RoleUnavailable);
    await expect(client.transaction((tx) => tx.person.count())).rejects.toBeInstanceOf(
      RoleUnavailable,
    );
    const [row] = await shop.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM shop.people WHERE email = 'nobody@pooled'",
    );
    expect(row?.n).toBe(0);
  });

  test("a session of one's own is refused, with the URL to use instead", async () => {
    const url = await startPooler(shop.url, ...settings);
    const connecting = connectOnce(url);
    await expect(connecting).rejects.toBeInstanceOf(PoolerBetween);
    await expect(connecting).rejects.toThrow(/PgBouncer .* direct URL, that of PostgreSQL itself/);
  });
});

describe.skipIf(noPooler)(`a caller's own pool${because(noPooler)}`, () => {
  test("over a pooler lends its connections for transactions in the client's role", async () => {
    const url = await startPooler(shop.url);
    const pool = new pg.Pool({ connectionString: url });
    onTestFinished(() => pool.end());
    const clients = roles.map((role) => ({ role, client: createShopClient({ pool, role }) }));
    for (let turn = 0; turn < 3; turn += 1) {
      const seen = await Promise.all(clients.map(({ client }) => session(client)));
      expect(seen.map((one) => one?.role)).toEqual(roles);
      expect(seen.map((one) => one?.zone)).toEqual(["UTC", "UTC"]);
    }
  });

  test("with a setting that the pooler refuses is told which", async () => {
    const url = await startPooler(shop.url);
    const pool = new pg.Pool({ connectionString: url, lock_timeout: 5 });
    onTestFinished(() => pool.end());
    const counting = createShopClient({ pool }).person.count();
    await expect(counting).rejects.toThrow(/refuses the setting "lock_timeout".*ignore_startup/);
  });
});
