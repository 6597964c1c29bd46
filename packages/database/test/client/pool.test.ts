import { spawn } from "node:child_process";
import { defaultMaxListeners, once } from "node:events";
import { join } from "node:path";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { ClientClosed, closeAll } from "../../src/index.js";
import { createShopClient, type ShopClient } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
let names = 0;
const newName = () => `${shop.name}_${++names}`.slice(-60);

async function backend(client: ShopClient): Promise<number | undefined> {
  const rows = await client.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  return rows[0]?.pid;
}

test("clients with the same settings share one pool until the last is closed", async () => {
  const applicationName = newName();
  const options = { url: shop.url, poolSize: 1, applicationName };
  const [first, second] = [createShopClient(options), createShopClient(options)];
  expect(await backend(first)).toBe(await backend(second));
  await first.close();
  await first.close();
  await second.person.count();
  expect(await shop.connections(applicationName)).toBe(1);
  await second.close();
  await vi.waitFor(async () => expect(await shop.connections(applicationName)).toBe(0));
  const third = createShopClient(options);
  expect(await third.person.count()).toBe(0);
});

test.each(["the process's", "the caller's"])(
  "twelve clients on one pool of %s cause no warning of a leak",
  async (whose) => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on("warning", note);
    onTestFinished(() => void process.off("warning", note));
    const pool = new pg.Pool({ connectionString: shop.url });
    onTestFinished(() => pool.end());
    const options =
      whose === "the caller's" ? { pool } : { url: shop.url, applicationName: newName() };
    const clients = Array.from({ length: 12 }, () => createShopClient(options));
    for (const client of clients) await client.person.count();
    expect(warnings).toEqual([]);
  },
);

test("clients with different settings have pools of their own", async () => {
  const options = { url: shop.url, poolSize: 1, applicationName: newName() };
  const one = createShopClient(options);
  const other = createShopClient({ ...options, statementTimeoutMs: 1234 });
  expect(await backend(one)).not.toBe(await backend(other));
});

test("settings reach the server's session", async () => {
  const applicationName = newName();
  const client = createShopClient({
    url: shop.url,
    applicationName,
    statementTimeoutMs: 1001,
    lockTimeoutMs: 1002,
    idleInTransactionTimeoutMs: 1003,
  });
  const rows = await client.$queryRaw<{ name: string; setting: string }[]>`
    SELECT name, setting FROM pg_settings WHERE name IN ('application_name', 'statement_timeout',
      'lock_timeout', 'idle_in_transaction_session_timeout', 'TimeZone')`;
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    application_name: applicationName,
    statement_timeout: "1001",
    lock_timeout: "1002",
    idle_in_transaction_session_timeout: "1003",
    TimeZone: "UTC",
  });
});

test("options in the URL are kept beside our own", async () => {
  const url = new URL(shop.url);
  url.searchParams.set("options", "-c work_mem=2MB");
  const client = createShopClient({ url: url.href });
  const rows = await client.$queryRaw`
    SELECT current_setting('work_mem') AS mem, current_setting('TimeZone') AS zone`;
  expect(rows).toEqual([{ mem: "2MB", zone: "UTC" }]);
});

test("a moment with a time zone comes back as it was, whatever the server's zone", async () => {
  await shop.query(`ALTER DATABASE ${shop.name} SET timezone = 'Asia/Tokyo'`);
  const client = createShopClient({ url: shop.url, applicationName: newName() });
  const paidAt = new Date("2026-07-01T10:30:00.123Z");
  const created = await client.person.create({
    data: { email: "time", orders: { create: { title: "paid", paidAt } } },
    include: { orders: true },
  });
  expect(created.orders[0]?.paidAt).toEqual(paidAt);
  const [row] = await shop.query(`SELECT extract(epoch FROM paid_at)::float8 * 1000 AS ms
    FROM shop."Order-Items" WHERE title = 'paid'`);
  expect(row).toEqual({ ms: paidAt.getTime() });
});

test("a pool of the caller's stays open, and is given back as it was", async () => {
  const pool = new pg.Pool({ connectionString: shop.url });
  const client = createShopClient({ pool });
  await client.person.count();
  await client.close();
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  expect(pool.listenerCount("error")).toBe(0);
  expect(pool.getMaxListeners()).toBe(defaultMaxListeners);
  await pool.end();
});

test("closing waits for the transaction under way and refuses what comes after", async () => {
  const client = createShopClient({ url: shop.url });
  let started = () => {};
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const work = client.transaction(async (tx) => {
    started();
    await tx.$queryRaw`SELECT pg_sleep(0.1)::text`;
    return tx.person.create({ data: { email: "late@example.com" } });
  });
  await running;
  await closeAll();
  expect((await work).email).toBe("late@example.com");
  await expect(client.person.count()).rejects.toBeInstanceOf(ClientClosed);
  await expect(client.transaction(async () => {})).rejects.toThrow("The shop client is closed");
});

const program = join(import.meta.dirname, "../fixture/program.ts");
const flags = ["--import", "tsx", "--conditions=@deepiri/source", program];
// Node looks for tsx from the working folder, which is another one when all packages are tested.
const options = { cwd: import.meta.dirname, stdio: "pipe" } as const;

test("a program that forgets to close its client ends by itself", async () => {
  const child = spawn(process.execPath, [...flags, shop.url], options);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const [exitCode] = await once(child, "close");
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: "counted\n" });
});

test("a program that asked for it closes its clients when told to end", async () => {
  const child = spawn(process.execPath, [...flags, shop.url, "stay"], options);
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  const [exitCode, signal] = await once(child, "close");
  expect({ exitCode, signal }).toEqual({ exitCode: null, signal: "SIGTERM" });
  const [row] = await shop.query(
    "SELECT count(*)::int AS n FROM shop.people WHERE email = 'ended'",
  );
  expect(row).toEqual({ n: 1 });
});
