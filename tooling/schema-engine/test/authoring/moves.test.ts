import { expect, test } from "vitest";
import { shopPackage } from "../fixture/shop-package.js";
import { useEachDatabase } from "../fixture/use-each-database.js";

const database = useEachDatabase();

const items = (more = "", at = "public") => `
model Item {
  id    Int     @id @default(autoincrement())
  label String  @db.VarChar(40)
  owner Int?
  above Item?   @relation("parts", fields: [owner], references: [id])
  parts Item[]  @relation("parts")
  mood  Mood    @default(calm)
${more}
  @@index([owner])
  @@unique([label])
  @@map("items")
  @@schema("${at}")
}

enum Mood {
  calm
  cross

  @@map("mood")
  @@schema("public")
}
`;

const withoutSchema = (lines: string[]) =>
  lines.map((line) => line.replaceAll(/\b(public|crm)\./g, "")).sort();

const filled =
  "INSERT INTO public.items (label, owner, mood) VALUES ('a', NULL, 'cross'), ('b', 1, 'calm')";

async function filledShop() {
  const shop = shopPackage(database);
  shop.declare(items());
  await shop.author("items");
  await shop.migrate();
  await database.query(filled);
  return shop;
}

test("a table in another schema is moved with its rows, keys, indexes and sequence", async () => {
  const shop = await filledShop();
  const before = await database.describe();
  shop.declare(items("", "crm"));
  const sql = await shop.author("to_crm", { moved: ["public.items=crm.items"] });
  expect(sql).toContain('ALTER TABLE "public"."items" SET SCHEMA "crm";');
  expect(sql).not.toMatch(/DROP|CREATE TABLE|INDEX|CONSTRAINT/);
  await shop.migrate();
  const moved = await database.describe();
  expect(moved).toContain("r crm.items");
  expect(withoutSchema(moved)).toEqual(withoutSchema(before));
  expect(await database.query("SELECT label FROM crm.items ORDER BY id")).toHaveLength(2);

  shop.declare(items());
  await shop.author("and_back", { moved: ["crm.items=public.items"] });
  await shop.migrate();
  expect(await database.describe()).toEqual(before);
});

test("a renamed table takes its constraints, indexes and sequence along by name", async () => {
  const shop = await filledShop();
  const before = await database.describe();
  shop.declare(items().replace('@@map("items")', '@@map("Order-Items")'));
  const sql = await shop.author("rename", { moved: ["public.items=public.Order-Items"] });
  expect(sql).toContain('ALTER TABLE "public"."items" RENAME TO "Order-Items";');
  await shop.migrate();
  const renamed = (await database.describe()).map((line) => line.replaceAll('"', ""));
  expect(renamed.sort()).toEqual(
    before.map((line) => line.replaceAll(/\bitems/g, "Order-Items")).sort(),
  );
  expect(await database.query('SELECT * FROM public."Order-Items"')).toHaveLength(2);
  await database.query(`INSERT INTO public."Order-Items" (label) VALUES ('c')`);
});

test("a renamed column keeps its values, and the names that follow from it", async () => {
  const shop = await filledShop();
  shop.declare(items().replaceAll("label", "title"));
  const sql = await shop.author("title", { moved: ["public.items.label=public.items.title"] });
  expect(sql).toContain('RENAME COLUMN "label" TO "title"');
  expect(sql).toContain('RENAME TO "items_title_key"');
  await shop.migrate();
  const rows = await database.query("SELECT title FROM public.items ORDER BY id");
  expect(rows).toEqual([{ title: "a" }, { title: "b" }]);
});

test("a renamed enum value stays in its rows", async () => {
  const shop = await filledShop();
  shop.declare(items().replace("  cross\n", "  angry\n"));
  await shop.author("angry", { moved: ["public.mood.cross=public.mood.angry"] });
  await shop.migrate();
  const rows = await database.query("SELECT mood FROM public.items ORDER BY id");
  expect(rows).toEqual([{ mood: "angry" }, { mood: "calm" }]);
});

test("a renamed enum type in another schema stays the type of its columns", async () => {
  const shop = await filledShop();
  shop.declare(
    items().replace('@@map("mood")\n  @@schema("public")', '@@map("temper")\n  @@schema("crm")'),
  );
  const sql = await shop.author("temper", { moved: ["public.mood=crm.temper"] });
  expect(sql).not.toContain("ALTER COLUMN");
  await shop.migrate();
  const [row] = await database.query(
    "SELECT pg_typeof(mood)::text AS type, mood FROM public.items",
  );
  expect(row).toEqual({ type: "crm.temper", mood: "cross" });
});

test("a table and its column may change their names at once", async () => {
  const shop = await filledShop();
  shop.declare(items("", "crm").replaceAll("label", "title").replace('"items"', '"things"'));
  await shop.author("all", {
    moved: ["public.items=crm.things", "crm.things.label=crm.things.title"],
  });
  await shop.migrate();
  expect(await database.query("SELECT title FROM crm.things")).toHaveLength(2);
});
