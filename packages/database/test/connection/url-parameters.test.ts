import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, inject, onTestFinished, test } from "vitest";
import { connectOnce, databaseUrl, InvalidDatabaseUrl } from "../../src/index.js";
import { createShopClient } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
const plain = "postgresql://me:hush@db.example/main";
const read = (parameters: string) =>
  databaseUrl({ package: "auth" }, { env: { DATABASE_URL: `${plain}?${parameters}` } });

test.each([
  "schema=public",
  "connection_limit=5&pool_timeout=10&connect_timeout=5",
  "sslmode=prefer&channel_binding=require&sslaccept=strict",
  "pgbouncer=true&statement_cache_size=0",
  "application_name=a&options=-c%20work_mem%3D2MB",
])("a URL with %s is taken", (parameters) => {
  expect(read(parameters)).toBe(`${plain}?${parameters}`);
});

test.each([
  [
    "schema=shop",
    /DATABASE_URL has the parameter "schema=shop", which has no effect here: .*@@schema/,
  ],
  ["connection_limit=many", /"connection_limit=many".*whole number/],
  ["connect_timeout=1s", /"connect_timeout=1s".*whole seconds/],
  ["sslmode=maybe", /"sslmode=maybe".*verify-full/],
  ["socket_timeout=3", /"socket_timeout=3".*statement_timeout/],
  ["target_session_attrs=standby", /leads? to the primary/],
  ["sslpasword=s3cret", /the parameter "sslpasword", which has no effect here\. Take it out/],
])("a URL with %s is refused, since nothing would come of it", (parameters, message) => {
  expect(() => read(parameters)).toThrow(InvalidDatabaseUrl);
  expect(() => read(parameters)).toThrow(message);
});

test("a client refuses such a URL as well", () => {
  expect(() => createShopClient({ url: `${shop.url}?conection_limit=2` })).toThrow(
    'The client\'s url has the parameter "conection_limit"',
  );
});

test("connection_limit is the size of the pool, and application_name its name", async () => {
  const name = `${shop.name}_url`.slice(-60);
  const client = createShopClient({
    url: `${shop.url}?connection_limit=2&application_name=${name}`,
  });
  await Promise.all(Array.from({ length: 8 }, () => client.$queryRaw`SELECT pg_sleep(0.02)::text`));
  expect(await shop.connections(name)).toBe(2);
  const once = await connectOnce(`${shop.url}?application_name=${name}_once`);
  onTestFinished(() => once.end());
  expect(await shop.connections(`${name}_once`.slice(0, 63))).toBe(1);
});

test("connect_timeout limits how long a silent server is waited for", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const url = `postgresql://me@127.0.0.1:${port}/db?connect_timeout=1`;
  const begin = performance.now();
  await expect(connectOnce(url)).rejects.toThrow("did not answer in time");
  await expect(createShopClient({ url }).person.count()).rejects.toThrow("did not answer in time");
  expect(performance.now() - begin).toBeLessThan(9000);
});

test.each(["prefer", "allow"])(
  "sslmode=%s is content with a server that has no TLS",
  async (mode) => {
    const url = new URL(shop.url);
    url.searchParams.set("sslmode", mode);
    const client = await connectOnce(url.href);
    onTestFinished(() => client.end());
    const people = createShopClient({ url: url.href });
    const counts = await Promise.all([people.person.count(), people.person.count()]);
    expect(counts).toEqual([0, 0]);
  },
);

test("settings of the database and the role do not reach a session of our own", async () => {
  const settings = {
    statement_timeout: "1ms",
    lock_timeout: "1ms",
    idle_in_transaction_session_timeout: "1ms",
    DateStyle: "German",
    IntervalStyle: "sql_standard",
    TimeZone: "Asia/Tokyo",
    search_path: "elsewhere",
    default_transaction_isolation: "serializable",
    bytea_output: "escape",
    extra_float_digits: "-15",
    standard_conforming_strings: "off",
    transaction_timeout: "5s",
  };
  const version = await shop.query<{ v: number }>(
    "SELECT current_setting('server_version_num')::int AS v",
  );
  const names = Object.entries(settings).filter(
    ([name]) => name !== "transaction_timeout" || (version[0]?.v ?? 0) >= 170000,
  );
  // All at once: the fixture's next session would have one millisecond for the second.
  await shop.query(
    names.map(([name, value]) => `ALTER DATABASE ${shop.name} SET ${name} = '${value}'`).join(";"),
  );
  const client = await connectOnce(shop.url);
  onTestFinished(() => client.end());
  const { rows } = await client.query(
    "SELECT name, setting FROM pg_settings WHERE lower(name) = ANY ($1) ORDER BY name",
    [names.map(([name]) => name.toLowerCase())],
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toMatchObject({
    statement_timeout: "0",
    lock_timeout: "0",
    idle_in_transaction_session_timeout: "0",
    DateStyle: "ISO, MDY",
    IntervalStyle: "postgres",
    TimeZone: "UTC",
    search_path: '"$user", public',
    default_transaction_isolation: "read committed",
    bytea_output: "hex",
    extra_float_digits: "1",
    standard_conforming_strings: "on",
    ...((version[0]?.v ?? 0) >= 170000 && { transaction_timeout: "0" }),
  });
  const one = createShopClient({ url: shop.url });
  const [row] = await one.$queryRaw<Record<string, unknown>[]>`
    SELECT timestamptz '2026-02-03 04:05:06.5Z' AS moment, 0.1::float8 + 0.2 AS number,
           '\\x01'::bytea AS bytes, date '2026-02-03' AS day`;
  expect(row).toMatchObject({
    moment: new Date("2026-02-03T04:05:06.5Z"),
    day: new Date("2026-02-03"),
    number: 0.30000000000000004,
  });
  expect(Buffer.from(row?.bytes as Uint8Array)).toEqual(Buffer.from([1]));
});

test("a certificate file that is not there is named, and no password", () => {
  const url = "postgresql://me:hush@db.example/main?sslmode=verify-full&sslrootcert=/no/such.crt";
  expect(() => createShopClient({ url })).toThrow(
    'The database URL cannot be read: its certificate file "/no/such.crt" gives ENOENT.',
  );
});

test("the run's server has no TLS, which these tests take for granted", async () => {
  await expect(connectOnce(`${inject("testServerUrl")}?sslmode=verify-full`)).rejects.toThrow(
    "TLS",
  );
});
