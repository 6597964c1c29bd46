import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  CheckViolation,
  DatabaseError,
  ForeignKeyViolation,
  NotNullViolation,
  PermissionDenied,
  ServerReadOnly,
  UniqueViolation,
  ValueTooLong,
} from "../../src/index.js";
import { createShopClient, type ShopTransaction } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
const secret = "hush1";

interface Refused {
  readonly title: string;
  readonly work: (db: ShopTransaction) => Promise<unknown>;
  readonly kind: typeof DatabaseError;
  readonly message: string;
  readonly fields: object;
}

const people = { schema: "shop", table: "people" };
const orders = { schema: "shop", table: "Order-Items" };

const refusals: readonly Refused[] = [
  {
    title: "a value that must be unique",
    work: (db) => db.person.create({ data: { email: "ann@example.com" } }),
    kind: UniqueViolation,
    message:
      'A row with the same "email" already exists in "shop"."people" (constraint "people_email_key").',
    fields: { ...people, constraint: "people_email_key", columns: ["email"], sqlstate: "23505" },
  },
  {
    title: "values that must be unique together",
    work: (db) =>
      db.order.createMany({ data: [1, 2].map(() => ({ personId: 101, title: "twice" })) }),
    kind: UniqueViolation,
    message:
      'A row with the same "person_id", "title" already exists in "shop"."Order-Items" (constraint "order_items_person_id_title_key").',
    fields: { ...orders, columns: ["person_id", "title"] },
  },
  {
    title: "a reference to nothing",
    work: (db) => db.order.create({ data: { personId: 999, title: "lost" } }),
    kind: ForeignKeyViolation,
    message:
      '"shop"."Order-Items" refers by "person_id" to a row of "shop"."people" that does not exist (constraint "order_items_person_id_fkey").',
    fields: { ...orders, columns: ["person_id"], sqlstate: "23503" },
  },
  {
    title: "the removal of what is referred to",
    work: (db) => db.person.delete({ where: { id: 101 } }),
    kind: ForeignKeyViolation,
    message:
      'A row of "shop"."people" must stay as it is: "shop"."Order-Items" still refers to it by "person_id" (constraint "order_items_person_id_fkey").',
    fields: { ...orders, sqlstate: "23503" },
  },
  {
    title: "the removal of what the same table refers to",
    work: (db) => db.person.deleteMany({ where: { id: 102 } }),
    kind: ForeignKeyViolation,
    message:
      'A row of "shop"."people" must stay as it is: "shop"."people" still refers to it by "parent_id" (constraint "people_parent_id_fkey").',
    fields: people,
  },
  {
    title: "a broken CHECK, by its comment",
    work: (db) => db.person.update({ where: { id: 101 }, data: { passwordHash: secret } }),
    kind: CheckViolation,
    message:
      '"shop"."people" refuses the row: A password hash has more than 5 characters (constraint "people_password_hash_check").',
    fields: { ...people, columns: ["password_hash"], sqlstate: "23514" },
  },
  {
    title: "a broken CHECK without a comment, by its definition",
    work: (db) => db.order.create({ data: { personId: 101, title: "debt", amount: -1 } }),
    kind: CheckViolation,
    message:
      '"shop"."Order-Items" refuses the row: it demands CHECK (amount >= 0) (constraint "order_items_amount_check").',
    fields: { ...orders, columns: ["amount"] },
  },
  {
    title: "a broken CHECK in a nested write",
    work: (db) =>
      db.person.create({
        data: { email: "nested@example.com", orders: { create: { title: "x", amount: -1 } } },
      }),
    kind: CheckViolation,
    message:
      '"shop"."Order-Items" refuses the row: it demands CHECK (amount >= 0) (constraint "order_items_amount_check").',
    fields: orders,
  },
  {
    title: "what a trigger refuses, in its words",
    work: (db) => db.order.create({ data: { personId: 101, title: "gift" } }),
    kind: CheckViolation,
    message: '"shop"."Order-Items" refuses the row: A gift is not for sale.',
    fields: { ...orders, constraint: undefined },
  },
  {
    title: "a missing value",
    work: (db) => db.$executeRaw`INSERT INTO shop.people (email) VALUES (NULL)`,
    kind: NotNullViolation,
    message: '"shop"."people" refuses the row: "email" must have a value.',
    fields: { ...people, columns: ["email"], sqlstate: "23502" },
  },
  {
    title: "a text that is too long",
    work: (db) =>
      db.order.create({ data: { personId: 101, title: "long", status: "much too long" } }),
    kind: ValueTooLong,
    message:
      'A text is too long for column "status" of "shop"."Order-Items" (character varying(10)).',
    fields: { ...orders, columns: ["status"], sqlstate: "22001" },
  },
  {
    title: "a table that is not there",
    work: (db) => db.$queryRaw`SELECT * FROM shop.nothing`,
    kind: DatabaseError,
    message:
      'The database refused the statement on "shop"."nothing": relation "shop.nothing" does not exist.',
    fields: { sqlstate: "42P01" },
  },
];

describe.each(["outside a transaction", "in a transaction"])("%s the error tells of", (where) => {
  test.each(refusals)("$title", async ({ work, kind, message, fields }) => {
    await shop.query(
      `INSERT INTO shop.people (id, email, parent_id)
       VALUES (101, 'ann@example.com', NULL), (102, 'bob@example.com', NULL), (103, 'cy@example.com', 102)
       ON CONFLICT DO NOTHING`,
    );
    await shop.query(
      `INSERT INTO shop."Order-Items" (person_id, title) VALUES (101, 'first') ON CONFLICT DO NOTHING`,
    );
    // One connection: what a constraint means must be found out while a transaction holds it.
    const client = createShopClient({ url: shop.url, poolSize: 1 });
    const failing = where === "in a transaction" ? client.transaction(work) : work(client);
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error).toBeInstanceOf(DatabaseError);
    expect((error as Error).message).toBe(message);
    expect(error).toMatchObject(fields);
    expect((error as Error).cause).toBeInstanceOf(Error);
  });
});

test("no printed error shows a secret that a row held", async () => {
  const client = createShopClient({ url: shop.url });
  const writes = [
    client.person.create({ data: { email: "s1@example.com", passwordHash: secret } }),
    client.$executeRaw`INSERT INTO shop.people (email, password_hash) VALUES (NULL, ${secret})`,
    client.$executeRaw`UPDATE shop.people SET password_hash = 'x', id = CAST(${secret} AS integer)`,
    client.$executeRaw`SELECT CAST(${secret} AS uuid) AS token`,
  ];
  for (const write of writes) {
    const error = await write.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(secret);
  }
});

test("an error that a transaction's work catches leaves the choice to it", async () => {
  const client = createShopClient({ url: shop.url });
  const own = new Error("not today");
  const work = client.transaction(async (tx) => {
    await tx.person.create({ data: { email: "rolled-back@example.com" } });
    throw own;
  });
  await expect(work).rejects.toBe(own);
  expect(await client.person.count({ where: { email: "rolled-back@example.com" } })).toBe(0);
});

test("a missing record stays Prisma's own error", async () => {
  const client = createShopClient({ url: shop.url });
  const missing = client.person.update({ where: { id: 12345 }, data: { email: "x" } });
  await expect(missing).rejects.toMatchObject({ code: "P2025" });
});

test("a missing right names the table", async () => {
  const role = `${shop.name}_role`;
  await shop.query(`CREATE ROLE ${role} NOLOGIN`);
  try {
    await shop.query(`GRANT USAGE ON SCHEMA shop TO ${role}`);
    const client = createShopClient({ url: shop.url, role });
    const error = await client.person.findFirst().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PermissionDenied);
    expect(error).toMatchObject({
      ...people,
      sqlstate: "42501",
      message:
        'The database role of this client may not do this on "shop"."people": permission denied for table people.',
    });
    await client.close();
  } finally {
    await shop.query(`DROP OWNED BY ${role}`);
    await shop.query(`DROP ROLE ${role}`);
  }
});

test("a read-only database says what to change", async () => {
  const url = new URL(shop.url);
  url.searchParams.set("options", "-c default_transaction_read_only=on");
  const client = createShopClient({ url: url.href });
  const write = client.person.create({ data: { email: "ro@example.com" } });
  await expect(write).rejects.toBeInstanceOf(ServerReadOnly);
});
