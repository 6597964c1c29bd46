import { connectOnce } from "@deepiri/database";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { holdMigrations, migrate, readLockHolder, withMigrationLock } from "../../src/index.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useDatabase } from "../fixture/use-database.js";

const shop = findDatabase(readWorkspace(twoPackageWorkspace().root));
const database = useDatabase();

test("whoever waits does not hold up an index that is built concurrently", async () => {
  const packages = shop.packages.slice(0, 1);
  const run = () => migrate(shop, { url: database.url, packages });
  const results = await Promise.all([run(), run(), run()]);
  const applied = results.flat().flatMap((result) => result.applied.map(({ name }) => name));
  expect(applied).toEqual(["20260101000000_users", "20260101000100_index"]);
});

test("nobody migrates while migrations are held, and one at a time holds them", async () => {
  const clients = await Promise.all([
    connectOnce(database.url, { applicationName: "holder" }),
    connectOnce(database.url),
  ]);
  const [holder, other] = clients as [(typeof clients)[0], (typeof clients)[0]];
  const prismas = "SELECT pg_try_advisory_lock(72707369) AS taken";
  try {
    expect(await holdMigrations(holder, 0)).toBe(true);
    expect(await holdMigrations(other, 0)).toBe(false);
    expect((await other.query(prismas)).rows).toEqual([{ taken: false }]);
    const waited = new Promise((resolve) => {
      void withMigrationLock(other, async () => {}, resolve).catch(() => {});
    });
    expect(await waited).toMatchObject({ applicationName: "holder" });
    await holder.end();
    expect(await holdMigrations(other, 1_000)).toBe(true);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
});

test("who holds Prisma's own lock is named as well, before it is waited for", async () => {
  const [holder, other] = [
    await connectOnce(database.url, { applicationName: "another program" }),
    await connectOnce(database.url),
  ];
  try {
    await holder.query("SELECT pg_advisory_lock(72707369)");
    expect(await holdMigrations(other, 0)).toBe(false);
    expect(await readLockHolder(other)).toMatchObject({ applicationName: "another program" });
    const told: unknown[] = [];
    await withMigrationLock(
      other,
      async () => {},
      (seen) => {
        told.push(seen?.applicationName);
        void holder.query("SELECT pg_advisory_unlock(72707369)");
      },
    );
    expect(told).toEqual(["another program"]);
  } finally {
    await Promise.all([holder.end(), other.end()]);
  }
});
