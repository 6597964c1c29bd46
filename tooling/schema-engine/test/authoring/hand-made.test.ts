import { expect, test } from "vitest";
import { shopPackage } from "../fixture/shop-package.js";
import { useEachDatabase } from "../fixture/use-each-database.js";

const database = useEachDatabase();

const models = `model Item {
  id     Int    @id
  label  String
  weight Int    @default(1)
  twice  Int?   @default(dbgenerated())

  @@index([weight])
  @@map("items")
  @@schema("public")
}

model Reading {
  id Int
  at DateTime @db.Date

  @@id([id, at])
  @@map("readings")
  @@schema("public")
}
`;

const handMade = `
CREATE INDEX items_covering ON public.items (weight) INCLUDE (label);
CREATE UNIQUE INDEX items_lower ON public.items (lower(label));
CREATE INDEX items_heavy ON public.items (label) WHERE weight > 10;
CREATE INDEX items_order ON public.items (weight DESC NULLS LAST);
CREATE UNIQUE INDEX items_nulls ON public.items (twice) NULLS NOT DISTINCT;
ALTER TABLE public.items ADD CONSTRAINT items_weight_check CHECK (weight > 0);
ALTER TABLE public.items ADD CONSTRAINT items_twice_later UNIQUE (id, twice) DEFERRABLE;
ALTER TABLE public.items ADD CONSTRAINT items_label_excl EXCLUDE USING btree (label WITH =);
CREATE VIEW public.labels AS SELECT label, weight FROM public.items;
CREATE FUNCTION public.label_of(int) RETURNS text LANGUAGE sql
  AS 'SELECT label FROM public.items WHERE id = $1';
CREATE FUNCTION public.upper_label() RETURNS trigger LANGUAGE plpgsql
  AS 'BEGIN NEW.label := upper(NEW.label); RETURN NEW; END';
CREATE TRIGGER upper_label BEFORE INSERT ON public.items
  FOR EACH ROW EXECUTE FUNCTION public.upper_label();
`;

const tables = `
CREATE TABLE public.items (id int CONSTRAINT items_pkey PRIMARY KEY, label text NOT NULL,
  weight int NOT NULL DEFAULT 1, twice int GENERATED ALWAYS AS (weight * 2) STORED);
CREATE INDEX items_weight_idx ON public.items (weight);
CREATE TABLE public.readings (id int, at date, CONSTRAINT readings_pkey PRIMARY KEY (id, at))
  PARTITION BY RANGE (at);
CREATE TABLE public.readings_2026 PARTITION OF public.readings
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
`;

async function handMadeShop() {
  const shop = shopPackage(database);
  shop.writeSql("20260101000000_tables", tables);
  shop.writeSql("20260101000001_hand_made", handMade);
  shop.declare(models.replace("@default(dbgenerated())", ""));
  await shop.migrate();
  await database.query(
    "INSERT INTO public.items VALUES (1, 'a', 20); INSERT INTO public.readings VALUES (1, '2026-05-01')",
  );
  return shop;
}

test("nothing that Prisma's language has no words for is dropped", async () => {
  const shop = await handMadeShop();
  expect(await shop.author("nothing")).toBe("");
  shop.declare(`${models.replace("  weight", "  extra  String?\n  weight")}`);
  const sql = await shop.author("extra");
  expect(sql).toMatch(/ADD COLUMN +"extra" TEXT;/);
  expect(sql).not.toContain("DROP");
  await shop.migrate();

  shop.declare(models.replace("  @@index([weight])\n", "  extra  String?\n"));
  const without = await shop.author("no_index");
  expect(without).toBe('-- no_index\nDROP INDEX "public"."items_weight_idx";\n');
});

test("it moves along with its table, and functions whose text names the table are told of", async () => {
  const shop = await handMadeShop();
  shop.declare(
    models
      .replaceAll('"public"', '"crm"')
      .replaceAll("label ", "title ")
      .replace('"items"', '"goods"'),
  );
  const notes: string[] = [];
  const sql = await shop.author("to_crm", {
    moved: [
      "public.items=crm.goods",
      "public.readings=crm.readings",
      "crm.goods.label=crm.goods.title",
    ],
    notes,
  });
  expect(sql).not.toContain("DROP");
  expect(notes).toEqual([
    "view public.labels follows by itself",
    expect.stringContaining(
      "function public.label_of(integer) names items, which becomes crm.goods",
    ),
    "view public.labels follows by itself; its own columns keep their names",
    expect.stringContaining("function public.upper_label() names label"),
  ]);
  await shop.migrate();
  const lines = (await database.describe()).join("\n");
  for (const name of ["covering", "lower", "heavy", "order", "nulls", "weight_idx"])
    expect(lines).toContain(`INDEX goods_${name} ON crm.goods`);
  expect(lines).toContain("crm.goods goods_weight_check");
  expect(lines).toContain("crm.goods goods_title_excl");
  expect(lines).toContain("r crm.readings_2026");
  expect(await database.query("SELECT * FROM public.labels")).toEqual([{ label: "A", weight: 20 }]);
});

test("what a dropped column takes along is part of the question, and a view in its way is named", async () => {
  const shop = await handMadeShop();
  shop.declare(models.replace(/ {2}label .*\n/, "").replace(/model Reading [\s\S]*/, ""));
  await expect(shop.author("drop")).rejects.toMatchObject({
    questions: [
      {
        kind: "drop",
        name: ["public", "items", "label"],
        with: expect.arrayContaining(["index public.items_lower"]),
      },
      { kind: "drop", name: ["public", "readings"] },
    ],
  });
  const drop = ["public.items.label", "public.readings"];
  await expect(shop.author("drop", { drop })).rejects.toThrow(/PostgreSQL refuses.*view labels/);
  expect(shop.migrations()).toEqual(["tables", "hand_made"]);
});
