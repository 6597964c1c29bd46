import { expect, test } from "vitest";
import { type Answers, shopPackage } from "../fixture/shop-package.js";
import { useEachDatabase } from "../fixture/use-each-database.js";

const database = useEachDatabase();

const model = (fields: string, more = "") => `model Item {
  id Int @id
${fields}
  @@map("items")
  @@schema("public")
}
${more}`;

async function shopOf(models: string) {
  const shop = shopPackage(database);
  shop.declare(models);
  await shop.author("first");
  return shop;
}

test("a column that changed its name is not dropped and added before somebody says so", async () => {
  const shop = await shopOf(model("  age Int"));
  shop.declare(model("  years Int"));
  await expect(shop.author("years")).rejects.toMatchObject({
    questions: [
      { kind: "move", from: ["public", "items", "age"], to: ["public", "items", "years"] },
    ],
  });
  await expect(shop.author("years", { drop: ["public.items.age"] })).rejects.toThrow(
    'get no value for the new column "years"',
  );
  expect(shop.migrations()).toEqual(["first"]);
  expect(await shop.author("years", { ask: () => Promise.resolve(true) })).toContain(
    "RENAME COLUMN",
  );
});

test("a table, a column and a column of another type are dropped only when that is confirmed", async () => {
  const other = 'model Other {\n  id Int @id\n  @@map("others")\n  @@schema("public")\n}\n';
  const shop = await shopOf(model("  age Int?\n  code Int?", other));
  shop.declare(model("  code DateTime?"));
  const failure = await shop.author("less").catch((error) => error);
  expect(failure.questions).toMatchObject([
    { name: ["public", "items", "age"] },
    { name: ["public", "items", "code"], newType: "timestamp(3) without time zone" },
    { name: ["public", "others"] },
  ]);
  const sql = await shop.author("less", {
    drop: ["public.others", "public.items.age", "public.items.code"],
  });
  expect(sql).toMatch(/-- hazard: .*lost\n.*DROP COLUMN/);
  expect(sql).toMatch(/-- hazard: all rows of public.others are lost\nDROP TABLE/);
});

test("an answer to what the Prisma files do not do is refused", async () => {
  const shop = await shopOf(model(""));
  shop.declare(model("  more Int?"));
  const answers: [Answers, string][] = [
    [{ moved: ["public.nowhere=public.items"] }, "neither drop nor move public.nowhere"],
    [{ drop: ["public.items"] }, "neither drop nor move public.items"],
    [
      { moved: ["public.items.a=public.items.b", "public.items.a=public.items.c"] },
      "public.items.a=public.items.c contradicts another move",
    ],
  ];
  for (const [answer, message] of answers)
    await expect(shop.author("more", answer)).rejects.toThrow(message);
});

test("Prisma files that do not validate are refused with Prisma's own message", async () => {
  const shop = await shopOf(model(""));
  shop.declare(model("  more Wrong"));
  await expect(shop.author("more")).rejects.toThrow('Type "Wrong" is neither a built-in type');
});

test("a migration that exists and does not run is named", async () => {
  const shop = shopPackage(database);
  shop.declare(model(""));
  shop.writeSql("20260101000000_broken", "SELECT 1 / 0;");
  await expect(shop.author("more")).rejects.toThrow("20260101000000_broken: division by zero");
});

test("no scratch database is left behind, whatever came of the migration", async () => {
  const shop = await shopOf(model(""));
  shop.declare(model("  more Int"));
  await shop.author("more").catch(() => {});
  const own = `starts_with(datname, '_scratch_${process.pid}_')`;
  expect(await database.query(`SELECT datname FROM pg_database WHERE ${own}`)).toEqual([]);
});
