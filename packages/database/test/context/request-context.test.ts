import { afterEach, describe, expect, test } from "vitest";
import { currentContext, runWithContext, runWithoutContext } from "../../src/index.js";
import { createShopClient, type ShopClient, type ShopTransaction } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();

afterEach(() => shop.query('TRUNCATE shop.people, shop."Order-Items", shop.changes'));

let made = 0;
const newEmail = () => `${++made}@example.com`;

async function newPerson(): Promise<number> {
  const [row] = await shop.query<{ id: number }>(
    "INSERT INTO shop.people (email) VALUES ($1) RETURNING id",
    [newEmail()],
  );
  await shop.takeChanges();
  return row?.id ?? 0;
}

const writes: Record<string, (db: ShopTransaction, id: number) => PromiseLike<unknown>> = {
  create: (db) => db.person.create({ data: { email: newEmail() } }),
  createMany: (db) =>
    db.person.createMany({ data: [{ email: newEmail() }, { email: newEmail() }] }),
  createManyAndReturn: (db) => db.person.createManyAndReturn({ data: [{ email: newEmail() }] }),
  "nested create": (db) =>
    db.person.create({ data: { email: newEmail(), orders: { create: { title: "nested" } } } }),
  update: (db, id) => db.person.update({ where: { id }, data: { email: newEmail() } }),
  updateMany: (db, id) => db.person.updateMany({ where: { id }, data: { email: newEmail() } }),
  upsert: (db, id) =>
    db.person.upsert({
      where: { id },
      create: { email: newEmail() },
      update: { email: newEmail() },
    }),
  delete: (db, id) => db.person.delete({ where: { id } }),
  deleteMany: (db, id) => db.person.deleteMany({ where: { id } }),
  $executeRaw: (db, id) => db.$executeRaw`UPDATE shop.people SET email = 'raw' WHERE id = ${id}`,
  $queryRaw: (db, id) =>
    db.$queryRaw`UPDATE shop.people SET email = 'raw' WHERE id = ${id} RETURNING id`,
  $executeRawUnsafe: (db) => db.$executeRawUnsafe("DELETE FROM shop.people"),
};

describe.each(["outside a transaction", "in a transaction"])(
  "%s the actor is known to",
  (where) => {
    test.each(Object.entries(writes))("%s", async (_, write) => {
      const client = createShopClient({ url: shop.url });
      const id = await newPerson();
      await runWithContext({ actor: "ann", tenant: "acme" }, () =>
        where === "in a transaction"
          ? client.transaction(async (tx) => await write(tx, id))
          : write(client, id),
      );
      const changes = await shop.takeChanges();
      expect(changes.length).toBeGreaterThan(0);
      for (const change of changes) expect(change).toMatchObject({ actor: "ann", tenant: "acme" });
    });
  },
);

test("the operations of one array carry the actor too", async () => {
  const client = createShopClient({ url: shop.url });
  await runWithContext({ actor: "ann" }, () =>
    client.$transaction([
      client.person.create({ data: { email: newEmail() } }),
      client.person.create({ data: { email: newEmail() } }),
    ]),
  );
  expect((await shop.takeChanges()).map(({ actor }) => actor)).toEqual(["ann", "ann"]);
});

test("nothing is left for the next user of the connection", async () => {
  const client = createShopClient({ url: shop.url, poolSize: 1 });
  const backend = async () => {
    const rows = await client.$queryRaw<{ pid: number; actor: string | null }[]>`
      SELECT pg_backend_pid() AS pid, current_setting('app.current_user_id', true) AS actor`;
    return rows[0];
  };
  const before = await backend();
  await runWithContext({ actor: "ann" }, async () => {
    await client.person.create({ data: { email: newEmail() } });
    await client.transaction((tx) => tx.person.create({ data: { email: newEmail() } }));
    await client.person.create({ data: { email: newEmail(), id: "x" as never } }).catch(() => {});
    await client.$executeRaw`SELECT 1 / 0`.catch(() => {});
  });
  expect(await backend()).toEqual({ pid: before?.pid, actor: "" });
  await client.person.create({ data: { email: newEmail() } });
  expect((await shop.takeChanges()).map(({ actor }) => actor)).toEqual(["ann", "ann", null]);
});

test("a failed write under an actor leaves nothing behind", async () => {
  const client = createShopClient({ url: shop.url, poolSize: 1 });
  const email = newEmail();
  await client.person.create({ data: { email } });
  await shop.takeChanges();
  const again = runWithContext({ actor: "ann" }, () => client.person.create({ data: { email } }));
  await expect(again).rejects.toThrow("already exists");
  expect(await client.person.count()).toBe(1);
  expect(await shop.takeChanges()).toEqual([]);
});

test("requests at the same time do not mix", async () => {
  const client: ShopClient = createShopClient({ url: shop.url, poolSize: 3 });
  const actors = Array.from({ length: 30 }, (_, index) => `actor-${index}`);
  await Promise.all(
    actors.map((actor) =>
      runWithContext({ actor }, async () => {
        await client.person.findMany();
        await client.person.create({ data: { email: actor } });
        await client.transaction(
          (tx) =>
            tx.$executeRaw`UPDATE shop.people SET password_hash = 'abcdef' WHERE email = ${actor}`,
        );
      }),
    ),
  );
  const recorded = (await shop.takeChanges()).map(({ actor }) => actor).sort();
  expect(recorded).toEqual([...actors, ...actors].sort());
});

test("a read does not open a transaction for the actor", async () => {
  const client = createShopClient({ url: shop.url, poolSize: 1 });
  await runWithContext({ actor: "ann" }, () => client.person.findMany());
  const [row] = await client.$queryRaw<{ actor: string | null }[]>`
    SELECT current_setting('app.current_user_id', true) AS actor`;
  expect(row).toEqual({ actor: null });
});

test("an inner context replaces the outer one and ends with its work", async () => {
  const seen: (string | undefined)[] = [];
  const look = () => seen.push(currentContext()?.actor);
  await runWithContext({ actor: "outer" }, async () => {
    await runWithContext({ actor: "inner" }, look);
    await runWithoutContext(look);
    look();
  });
  look();
  expect(seen).toEqual(["inner", undefined, "outer", undefined]);
});
