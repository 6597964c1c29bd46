import { expect, test } from "vitest";
import {
  ConnectionLost,
  LockTimeout,
  PoolExhausted,
  ServerUnreachable,
  StatementTimeout,
  TransactionTimeout,
} from "../../src/index.js";
import { createShopClient } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();

test("the server ends a statement that takes too long", async () => {
  const client = createShopClient({ url: shop.url, statementTimeoutMs: 50 });
  const slow = client.$queryRaw`SELECT pg_sleep(60)::text FROM shop.people RIGHT JOIN (SELECT 1) one ON true`;
  await expect(slow).rejects.toBeInstanceOf(StatementTimeout);
  await expect(slow).rejects.toThrow('on "shop"."people" was stopped');
});

test("a statement does not wait for a lock for ever", async () => {
  const client = createShopClient({ url: shop.url, lockTimeoutMs: 50 });
  await client.transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE shop.people IN ACCESS EXCLUSIVE MODE`;
    await expect(client.person.count()).rejects.toBeInstanceOf(LockTimeout);
  });
});

test("a transaction that takes too long leaves nothing", async () => {
  const client = createShopClient({ url: shop.url });
  const slow = client.transaction(
    async (tx) => {
      await tx.person.create({ data: { email: "slow@example.com" } });
      await tx.$queryRaw`SELECT pg_sleep(0.3)::text`;
      await tx.person.count();
    },
    { timeoutMs: 100 },
  );
  await expect(slow).rejects.toBeInstanceOf(TransactionTimeout);
  expect(await client.person.count({ where: { email: "slow@example.com" } })).toBe(0);
});

test("a pool whose connections are all in use says so", async () => {
  const client = createShopClient({ url: shop.url, poolSize: 1, connectTimeoutMs: 1500 });
  await client.transaction(async (tx) => {
    await tx.person.count();
    const other = client.person.count();
    await expect(other).rejects.toBeInstanceOf(PoolExhausted);
    await expect(other).rejects.toThrow("all 1 of the pool are in use");
  });
  expect(await client.person.count()).toBe(0);
});

test("a connection that the server ends is replaced, and its statement's fate told", async () => {
  const client = createShopClient({ url: shop.url, applicationName: `${shop.name}_lost` });
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`;
  const broken = client.transaction(async (tx) => {
    await tx.person.create({ data: { email: "lost@example.com" } });
    await shop.query(end, [`${shop.name}_lost`]);
    await tx.person.count();
  });
  await expect(broken).rejects.toBeInstanceOf(ConnectionLost);
  expect(await client.person.count({ where: { email: "lost@example.com" } })).toBe(0);
});

test.each(["single operation", "transaction"])("a dead host is named by a %s", async (kind) => {
  const client = createShopClient({ url: "postgresql://me:pass%23word@127.0.0.1:1/none" });
  const work =
    kind === "transaction" ? client.transaction((tx) => tx.person.count()) : client.person.count();
  await expect(work).rejects.toBeInstanceOf(ServerUnreachable);
  await expect(work).rejects.toThrow('No PostgreSQL answers at 127.0.0.1:1 (database "none"');
});
