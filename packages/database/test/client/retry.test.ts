import { expect, test } from "vitest";
import { WriteConflict } from "../../src/index.js";
import { createShopClient, type ShopTransaction } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();

async function newPerson(email: string): Promise<number> {
  const [row] = await shop.query<{ id: number }>(
    "INSERT INTO shop.people (email) VALUES ($1) RETURNING id",
    [email],
  );
  return row?.id ?? 0;
}

/** Work that another writer overtakes on its first `times` attempts. */
function overtaken(id: number, times: number) {
  const attempts: string[] = [];
  const work = async (tx: ShopTransaction) => {
    const { email } = await tx.person.findUniqueOrThrow({ where: { id } });
    attempts.push(email);
    if (attempts.length <= times) {
      await shop.query("UPDATE shop.people SET email = $2 WHERE id = $1", [
        id,
        `${attempts.length}-${email}`,
      ]);
    }
    await tx.person.update({ where: { id }, data: { email: `done-${email}` } });
    return attempts.length;
  };
  return { work, attempts };
}

test("a transaction that another overtook is repeated from its start", async () => {
  const client = createShopClient({ url: shop.url });
  const id = await newPerson("retry");
  const { work, attempts } = overtaken(id, 2);
  expect(await client.transaction(work, { isolationLevel: "RepeatableRead" })).toBe(3);
  expect(attempts).toEqual(["retry", "1-retry", "2-1-retry"]);
  const { email } = await client.person.findUniqueOrThrow({ where: { id } });
  expect(email).toBe("done-2-1-retry");
});

test("a transaction is given up after its last repetition", async () => {
  const client = createShopClient({ url: shop.url });
  const { work, attempts } = overtaken(await newPerson("give-up"), 9);
  const options = { isolationLevel: "RepeatableRead", maxRetries: 1 } as const;
  const error = await client.transaction(work, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WriteConflict);
  expect(error).toMatchObject({ sqlstate: "40001", schema: "shop", table: "people" });
  expect(attempts).toHaveLength(2);
});

test("two transactions that lock each other out both succeed in the end", async () => {
  const client = createShopClient({ url: shop.url });
  const ids = [await newPerson("lock-a"), await newPerson("lock-b")];
  let waiting = 0;
  let open = () => {};
  const bothHold = new Promise<void>((resolve) => {
    open = resolve;
  });
  const attempts = [0, 0];
  const lockBoth = (order: number[], who: number) =>
    client.transaction(async (tx) => {
      attempts[who] = (attempts[who] ?? 0) + 1;
      for (const id of order) {
        await tx.$queryRaw`SELECT id FROM shop.people WHERE id = ${id} FOR UPDATE`;
        waiting += 1;
        if (waiting >= 2) open();
        await bothHold;
      }
    });
  await Promise.all([lockBoth(ids, 0), lockBoth(ids.toReversed(), 1)]);
  expect((attempts[0] ?? 0) + (attempts[1] ?? 0)).toBeGreaterThan(2);
});

test("a single write that conflicts is repeated", async () => {
  const client = createShopClient({ url: shop.url });
  const personId = await newPerson("clash");
  await shop.query("ALTER SEQUENCE shop.clashes RESTART");
  await client.order.create({ data: { personId, title: "clash 2" } });
  const [sequence] = await shop.query("SELECT last_value::int AS tries FROM shop.clashes");
  expect(sequence).toEqual({ tries: 3 });
});

test("a client that must not repeat hands the conflict on", async () => {
  const client = createShopClient({ url: shop.url, maxRetries: 0 });
  const personId = await newPerson("no-retry");
  await shop.query("ALTER SEQUENCE shop.clashes RESTART");
  const write = client.order.create({ data: { personId, title: "clash 9" } });
  await expect(write).rejects.toBeInstanceOf(WriteConflict);
});
