import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import {
  type ClientOptions,
  type ClientPackage,
  createServiceClient,
  packageRole,
  RoleUnavailable,
  urlVariable,
} from "../../src/index.js";
import { PrismaClient } from "../fixture/generated/client.js";
import type { ShopClient } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
// Roles belong to the whole server, and other test files use it too.
const [seller, buyer] = [`seller-${shop.name}`, `buyer-${shop.name}`];
const roles = [seller, buyer].map((key) => packageRole(key));
const login = decodeURIComponent(new URL(shop.url).username);

beforeAll(async () => {
  for (const role of roles) {
    await shop.query(`CREATE ROLE ${role}`);
    await shop.query(`GRANT USAGE ON SCHEMA shop TO ${role}`);
  }
  await shop.query(`GRANT SELECT ON shop.people TO ${packageRole(seller)}`);
});
afterAll(async () => {
  for (const role of roles) {
    await shop.query(`DROP OWNED BY ${role}`);
    await shop.query(`DROP ROLE ${role}`);
  }
});

function client(of: string | ClientPackage, options: ClientOptions = {}): ShopClient {
  const made = createServiceClient(of, PrismaClient, { url: shop.url, ...options });
  onTestFinished(() => made.close());
  return made;
}

async function whoActs(client: Pick<ShopClient, "$queryRaw">): Promise<string | undefined> {
  const [row] = await client.$queryRaw<{ name: string }[]>`SELECT current_user::text AS name`;
  return row?.name;
}

test("a client acts as the role of its package, with its rights and no other", async () => {
  const of = client(buyer);
  expect(await whoActs(of)).toBe(packageRole(buyer));
  await expect(of.person.count()).rejects.toMatchObject({ name: "PermissionDenied" });
  expect(await client(seller).person.count()).toBe(0);
});

test("in another database of the workspace it acts as the role that it has there", async () => {
  const role = packageRole(buyer, "market");
  await shop.query(`CREATE ROLE ${role}`);
  onTestFinished(() => shop.query(`DROP ROLE ${role}`).then(() => {}));
  expect(await whoActs(client(buyer, { database: "market" }))).toBe(role);
  expect(await whoActs(client({ key: buyer, database: "market" }))).toBe(role);
  const guest = client({ key: buyer, database: "market" }, { database: "deepiri" });
  expect(await whoActs(guest)).toBe(packageRole(buyer));
});

test("without a URL it goes where the variables of its database say", async () => {
  const nowhere = "postgresql://nobody@127.0.0.1:1/nowhere";
  vi.stubEnv("DATABASE_URL", nowhere);
  vi.stubEnv("MARKET_DATABASE_URL", shop.url);
  vi.stubEnv(urlVariable(buyer), nowhere);
  onTestFinished(() => void vi.unstubAllEnvs());
  // The package's own variable is that of the database that it belongs to.
  const guest = createServiceClient(buyer, PrismaClient, { database: "market", role: false });
  onTestFinished(() => guest.close());
  expect(await whoActs(guest)).toBe(login);
  const own = createServiceClient(buyer, PrismaClient, { role: false });
  onTestFinished(() => own.close());
  await expect(whoActs(own)).rejects.toMatchObject({ name: "ServerUnreachable" });
});

test("in production it acts as the login that it was given", async () => {
  vi.stubEnv("NODE_ENV", "production");
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await whoActs(client(seller))).toBe(login);
  expect(await whoActs(client(seller, { role: packageRole(buyer) }))).toBe(packageRole(buyer));
});

test("another role can be asked for, or none", async () => {
  expect(await whoActs(client(seller, { role: packageRole(buyer) }))).toBe(packageRole(buyer));
  expect(await whoActs(client(seller, { role: false }))).toBe(login);
});

test("clients of different roles share one connection, and each acts as its own", async () => {
  const options = { poolSize: 1, applicationName: `shared_${seller}`.slice(0, 60) };
  const clients = [
    client(seller, options),
    client(buyer, options),
    client(seller, { ...options, role: false }),
  ];
  const expected = [...roles, login];
  for (const round of [1, 2, 3]) {
    const alone = await Promise.all(clients.map(whoActs));
    const inTransaction = await Promise.all(clients.map((one) => one.transaction(whoActs)));
    expect({ round, alone, inTransaction }).toEqual({
      round,
      alone: expected,
      inTransaction: expected,
    });
  }
  expect(await shop.connections(options.applicationName)).toBe(1);
});

test.each([
  ["SET ROLE", `SET ROLE "${login}"`],
  ["set_config", `SELECT pg_catalog.set_config('ro' || 'le', '${login}', false)::text AS set`],
  ["SET SESSION AUTHORIZATION", `SET SESSION AUTHORIZATION "${login}"`],
  ["RESET ROLE", "RESET ROLE"],
  ["DISCARD ALL", "DISCARD ALL"],
])("what a program sets by %s does not reach the next operation", async (_, sql) => {
  const options = { poolSize: 1, applicationName: `leak_${seller}`.slice(0, 60) };
  const [one, other] = [client(seller, options), client(buyer, options)];
  await one.$executeRawUnsafe(sql);
  expect(await whoActs(other)).toBe(packageRole(buyer));
  await other.$executeRawUnsafe(sql);
  expect(await whoActs(other)).toBe(packageRole(buyer));
});

test("a role set in a transaction that fails is not believed afterwards", async () => {
  const one = client(seller, { poolSize: 1, applicationName: `failed_${seller}`.slice(0, 60) });
  const failing = one.transaction(async (tx) => {
    await tx.$executeRawUnsafe(`SET ROLE "${login}"`);
    expect(await whoActs(tx)).toBe(login);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await whoActs(one)).toBe(packageRole(seller));
});

test("a pool of the caller's gets its connections back as they were", async () => {
  const pool = new pg.Pool({ connectionString: shop.url, max: 1 });
  onTestFinished(() => pool.end());
  const current = async () => (await pool.query("SELECT current_user AS name")).rows[0].name;
  const one = client(seller, { pool });
  expect([await whoActs(one), await current()]).toEqual([packageRole(seller), login]);
  await one.transaction(whoActs);
  expect(await current()).toBe(login);
  await expect(one.$executeRawUnsafe("SELECT 1/0")).rejects.toThrow();
  await expect(one.transaction((tx) => tx.$executeRawUnsafe("SELECT 1/0"))).rejects.toThrow();
  expect(await current()).toBe(login);
});

test("a pool that acts as a role of its own gets that one back", async () => {
  const options = `-c role=${packageRole(buyer)}`;
  const pool = new pg.Pool({ connectionString: shop.url, max: 1, options });
  onTestFinished(() => pool.end());
  expect(await whoActs(client(seller, { pool }))).toBe(packageRole(seller));
  expect((await pool.query("SELECT current_user AS name")).rows[0].name).toBe(packageRole(buyer));
  expect(await whoActs(client(seller, { pool, role: false }))).toBe(packageRole(buyer));
});

test("a role that is not there is one clear error, and keeps no connection", async () => {
  const options = { poolSize: 1, applicationName: `missing_${seller}`.slice(0, 60) };
  const missing = client(`nobody-${shop.name}`, options);
  for (const attempt of [1, 2]) {
    const error = await missing.person.count().catch((error: unknown) => error);
    expect({ attempt, error }).toMatchObject({ error: expect.any(RoleUnavailable) });
    expect((error as Error).message).toMatch(/There is no role .* Type `pnpm db:migrate`/);
  }
  await expect(missing.transaction(whoActs)).rejects.toBeInstanceOf(RoleUnavailable);
  expect(await whoActs(client(seller, options))).toBe(packageRole(seller));
});

test("a role that the login may not become is one clear error that says who could help", async () => {
  const url = new URL(shop.url);
  url.username = packageRole(buyer);
  await shop.query(`ALTER ROLE ${packageRole(buyer)} LOGIN`);
  const refused = client(seller, { url: url.href }).person.count();
  await expect(refused).rejects.toThrow(RoleUnavailable);
  await expect(refused).rejects.toThrow(
    `GRANT "${packageRole(seller)}" TO "${packageRole(buyer)}"`,
  );
});
