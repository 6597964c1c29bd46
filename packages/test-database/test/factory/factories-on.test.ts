import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createEmptyDatabase,
  defineFactory,
  type EmptyDatabase,
  factoriesOn,
} from "../../src/index.js";

interface Shop {
  readonly id: string;
  readonly openedAt: Date | null;
  readonly openedOn: Date | null;
}
interface NewShop {
  readonly id?: string;
  readonly name: string;
  readonly openedAt?: Date;
  readonly openedOn?: Date;
  readonly tags?: string[];
  readonly hours?: unknown;
  readonly balance?: string;
  readonly seal?: Uint8Array;
}
interface NewOrder {
  readonly shopId: string;
  readonly helperId?: string | null;
  readonly note?: string | null;
}

const shops = defineFactory<NewShop, Shop>("market", "market.shops")({}, (unique) => ({
  name: unique,
}));
const orders = defineFactory<NewOrder, { readonly id: string; readonly shopId: string }>(
  "market",
  "market.orders",
)({ shop: shops, helper: null }, () => ({ note: "urgent" }));

let database: EmptyDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createEmptyDatabase("factories");
  pool = new pg.Pool({ connectionString: database.url, options: "-c search_path=" });
  // Its connections may still be closing when the database is dropped.
  pool.on("error", () => {});
  await pool.query(`
    CREATE SCHEMA market
    CREATE TABLE shops (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text UNIQUE NOT NULL, opened_at timestamp,
      opened_on date, tags text[] DEFAULT '{}', hours jsonb, balance numeric(10, 2), seal bytea
    )
    CREATE TABLE orders (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(), shop_id uuid NOT NULL REFERENCES shops,
      helper_id uuid REFERENCES shops, note text
    )`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const made = () => factoriesOn({ shops, orders }, pool);
const countShops = async () => (await pool.query("SELECT FROM market.shops")).rowCount;

describe("a factory", () => {
  it("fills in what is not given, each time with other unique values", async () => {
    const [one, two] = await made().shops.createMany(2);
    expect(one).toMatchObject({ openedAt: null, tags: [], name: expect.any(String) });
    expect(two).not.toMatchObject({ name: (one as unknown as NewShop).name });
  });

  it("makes the parent that is needed, and no other", async () => {
    const before = (await countShops()) ?? 0;
    expect(await made().orders.create()).toMatchObject({ helperId: null, note: "urgent" });
    expect(await countShops()).toBe(before + 1);
  });

  it("takes a parent as a row or by its id, and then makes none", async () => {
    const [shop, helper] = await made().shops.createMany(2);
    const before = await countShops();
    const byRow = await made().orders.create({ shop, helper });
    const byId = await made().orders.create({ shopId: shop.id, helperId: helper.id });
    const reference = { shopId: shop.id, helperId: helper.id };
    expect([byRow, byId]).toMatchObject([reference, reference]);
    expect(await countShops()).toBe(before);
  });

  it("keeps a default that is told undefined, and writes a null", async () => {
    expect(await made().orders.create({ note: undefined })).toMatchObject({ note: "urgent" });
    expect(await made().orders.create({ note: null })).toMatchObject({ note: null });
  });

  it("reads back what it wrote: times in UTC, lists, documents, decimals as text, bytes", async () => {
    const told = {
      openedAt: new Date("2026-01-31T23:30:00.123Z"),
      openedOn: new Date("2026-01-31T00:00:00.000Z"),
      tags: ["a,b", '"c"'],
      hours: [{ opens: [8, null], note: "it's\n{early}" }],
      balance: "10.50",
      seal: Buffer.from([0, 255]),
    };
    expect(await made().shops.create(told)).toMatchObject(told);
  });

  it("writes on the connection it is bound to, in its transaction", async () => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const { id } = await factoriesOn({ shops }, client).shops.create();
      await client.query("ROLLBACK");
      const left = await pool.query("SELECT FROM market.shops WHERE id = $1", [id]);
      expect(left.rowCount).toBe(0);
    } finally {
      client.release();
    }
  });

  it("passes on what the database refuses", async () => {
    await made().shops.create({ name: "taken" });
    const again = made().shops.create({ name: "taken" });
    await expect(again).rejects.toMatchObject({ code: "23505", constraint: "shops_name_key" });
  });

  it("does not compile without what a row needs, or with what it does not have", () => {
    // @ts-expect-error the name is mandatory
    const nameless = defineFactory<NewShop, Shop>("market", "market.shops")({}, () => ({}));
    // @ts-expect-error a shop has no such field
    const wrong = () => made().shops.create({ colour: "red" });
    expect([nameless, wrong]).toHaveLength(2);
  });
});
