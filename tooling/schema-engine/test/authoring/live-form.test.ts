import { expect, test } from "vitest";
import { shopPackage } from "../fixture/shop-package.js";
import { useEachDatabase } from "../fixture/use-each-database.js";

const database = useEachDatabase();

const before = `model Item {
  id    Int     @id
  label String?
  place Int?
  code  String  @db.VarChar(40)
  mood  Mood    @default(calm)

  @@map("items")
  @@schema("public")
}

model Place {
  id   Int @id
  code Int

  @@map("places")
  @@schema("public")
}

enum Mood {
  calm

  @@map("mood")
  @@schema("public")
}
`;

const after = `model Item {
  id     Int     @id
  label  String
  place  Int?
  code   String  @db.VarChar(20)
  mood   Mood    @default(cross)
  token  String  @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  at     Place?  @relation(fields: [place], references: [code])
  tags   Tag[]

  @@index([place])
  @@map("items")
  @@schema("public")
}

model Place {
  id    Int    @id
  code  Int    @unique
  items Item[]

  @@map("places")
  @@schema("public")
}

model Tag {
  id   Int  @id
  item Int
  of   Item @relation(fields: [item], references: [id])

  @@index([item])
  @@map("tags")
  @@schema("public")
}

enum Mood {
  calm
  cross

  @@map("mood")
  @@schema("public")
}
`;

test("what is added to tables with rows is in the form that a live database bears", async () => {
  const shop = shopPackage(database);
  shop.declare(before);
  await shop.author("first");
  await shop.migrate();
  await database.query(
    "INSERT INTO public.places VALUES (1, 7); INSERT INTO public.items VALUES (1, 'a', 7, 'x')",
  );
  shop.declare(after);
  expect(await shop.author("more")).toMatchInlineSnapshot(`
    "-- more_values
    ALTER TYPE "public"."mood" ADD VALUE 'cross';
    -- more
    -- hazard: writes the whole table anew; nobody can read or write it meanwhile
    -- hazard: a value of code that does not fit makes it fail, or is rounded
    ALTER TABLE public.items ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid(), ALTER COLUMN code TYPE varchar(20), ALTER COLUMN mood SET DEFAULT 'cross';

    ALTER TABLE "public"."items" ADD CONSTRAINT "items_label_is_filled" CHECK ("label" IS NOT NULL) NOT VALID;

    CREATE TABLE "public"."tags" (
        "id" INTEGER NOT NULL,
        "item" INTEGER NOT NULL,

        CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
    );

    CREATE INDEX "tags_item_idx" ON "public"."tags"("item");

    ALTER TABLE "public"."tags" ADD CONSTRAINT "tags_item_fkey" FOREIGN KEY ("item") REFERENCES "public"."items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
    -- more_index
    CREATE INDEX CONCURRENTLY "items_place_idx" ON "public"."items"("place");
    -- more_index_2
    -- hazard: rows with equal values make it fail
    CREATE UNIQUE INDEX CONCURRENTLY "places_code_key" ON "public"."places"("code");
    -- more_keys
    ALTER TABLE "public"."items" ADD CONSTRAINT "items_place_fkey" FOREIGN KEY ("place") REFERENCES "public"."places"("code") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
    -- more_validate
    -- hazard: rows with null in column label make it fail
    ALTER TABLE "public"."items" VALIDATE CONSTRAINT "items_label_is_filled";

    ALTER TABLE "public"."items" ALTER COLUMN "label" SET NOT NULL, DROP CONSTRAINT "items_label_is_filled";

    ALTER TABLE "public"."items" VALIDATE CONSTRAINT "items_place_fkey";
    "
  `);
  await shop.migrate();
  expect((await database.describe()).filter((line) => line.includes(" false FOREIGN"))).toEqual([]);
  await expect(
    database.query("INSERT INTO public.items (id, code) VALUES (2, 'y')"),
  ).rejects.toThrow('null value in column "label"');
});
