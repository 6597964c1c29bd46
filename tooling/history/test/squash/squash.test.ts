import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isCurrent, type PackageStatus } from "@deepiri/schema-engine";
import { testServerUrl } from "@deepiri/test-database";
import { readMigrations } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { planSquash, SquashRefusedError, writeSquash } from "../../src/index.js";
import { external, history, prisma } from "../fixture/long-history.js";
import { type Shop, shop } from "../fixture/shop.js";

const squashOf = (
  { workspace, package: tablePackage }: Shop,
  more: { name?: string; statuses?: ReadonlyMap<string, PackageStatus> } = {},
) =>
  planSquash({
    workspace,
    package: tablePackage,
    url: testServerUrl(),
    statuses: new Map(),
    ...more,
  });
const namesOf = ({ package: tablePackage }: Shop): string[] =>
  readMigrations(tablePackage).map(({ name }) => name);

/** What a shop of one table comes from. */
const items = `
model Item {
  id   Int     @id
  note String?

  @@map("items")
  @@schema("shop")
}
`;
const first = {
  "1_items": "CREATE SCHEMA shop;\nCREATE TABLE shop.items (id int PRIMARY KEY);\n",
};

test("a long history becomes one file that says at once what it came to; squashed again, it goes on", {
  timeout: 120_000,
}, async () => {
  const made = shop(prisma, external);
  made.migrations(history);
  const squash = await squashOf(made);
  expect(squash.differences).toEqual([]);
  const { sql, name } = squash.migration;
  expect(name).toBe("20260106000000_squashed");
  expect(sql).toContain(`CREATE TABLE "shop"."Order-Items" (
    "id" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "owner_id" INTEGER NOT NULL REFERENCES public.users,
    "size" "shop"."Size" NOT NULL DEFAULT 'small',
    "price" INTEGER NOT NULL DEFAULT 10,
    "note" TEXT,

    CONSTRAINT "Order-Items_pkey" PRIMARY KEY ("id")
);`);
  expect(sql).toContain("AS ENUM ('small', 'medium', 'large')");
  expect(sql).toContain("-- What a shop sells; the é is for those who count bytes.");
  expect(sql).toContain("-- The one that is always there.\nINSERT INTO");
  expect(sql).toContain("CREATE INDEX items_label_idx");
  expect(sql).toContain("NEW.label := lower(NEW.label); -- the last; version");
  for (const gone of [
    "tmp",
    "RENAME",
    "title",
    "old_check",
    "first words",
    "the first;",
    "UPDATE shop",
  ])
    expect(sql).not.toContain(gone);
  // The rule would be printed otherwise if the column had had that type from the start.
  expect(sql).toMatch(/ALTER TABLE .*\s*ALTER COLUMN "label" SET DATA TYPE VARCHAR\(80\);/);

  writeSquash(squash);
  expect(namesOf(made)).toEqual([name]);
  made.migrations({
    "20260201000000_more": 'ALTER TABLE "shop"."Order-Items" ADD COLUMN "more" TEXT;\n',
  });
  made.write(
    "services/shop/prisma/schema/schema.prisma",
    `datasource db {\n  provider = "postgresql"\n  schemas  = ["public", "shop"]\n}\n${prisma.replace("note     String?", "note     String?\n  more     String?")}`,
  );
  const again = await squashOf(made);
  expect(again.differences).toEqual([]);
  expect(again.migration.sql.match(/^-- Replaces/gm)).toHaveLength(1);
  expect(again.migration.sql).toContain('"note" TEXT,\n    "more" TEXT,\n');
  writeSquash(again);
  expect(readMigrations(made.package)[0]?.replaces).toMatchObject([
    { name, replaces: Object.keys(history).map((one) => ({ name: one })) },
    { name: "20260201000000_more" },
  ]);
});

test("what would come to something else when folded stays as it was", async () => {
  const made = shop(items, {});
  const stamp = (value: string) =>
    `CREATE OR REPLACE FUNCTION shop.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       NEW.note := '${value}'; RETURN NEW; END $$;\n`;
  made.migrations({
    ...first,
    "2_note": `ALTER TABLE shop.items ADD COLUMN note text;\n${stamp("first")}
      CREATE TRIGGER stamped BEFORE INSERT ON shop.items FOR EACH ROW EXECUTE FUNCTION shop.stamp();
      INSERT INTO shop.items VALUES (1);\n`,
    "3_stamp": stamp("last"),
  });
  const { differences, migration } = await squashOf(made);
  expect(differences).toEqual([]);
  expect(migration.sql).toContain("CREATE TABLE shop.items (id int PRIMARY KEY, note text)");
  expect(migration.sql.match(/CREATE OR REPLACE FUNCTION/g)).toHaveLength(2);
});

test("where one migration is not the same as several, what differs is told and nothing is written", async () => {
  const made = shop(items.replace("  note String?\n", ""), {});
  made.migrations({
    "1_items": `${first["1_items"]}INSERT INTO shop.items VALUES (1);\n`,
    // Two transactions have written these rows, and one after a squash.
    "2_count": "INSERT INTO shop.items SELECT count(DISTINCT xmin::text) + 1 FROM shop.items;\n",
    "3_count": "INSERT INTO shop.items SELECT count(DISTINCT xmin::text) + 7 FROM shop.items;\n",
  });
  const { differences } = await squashOf(made);
  expect(differences).toEqual([{ object: "rows of shop.items", how: "changed", seenBy: "rows" }]);
});

test("random keys and times of rows that a history inserts are no difference, other values are", async () => {
  const made = shop(
    `model Item {\n  id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid\n  at DateTime @default(now()) @db.Timestamptz(6)\n  name String?\n  @@map("items")\n  @@schema("shop")\n}\n`,
    {},
  );
  made.migrations({
    "1_items":
      "CREATE SCHEMA shop; CREATE TABLE shop.items (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP);",
    "2_rows":
      "ALTER TABLE shop.items ADD name text; INSERT INTO shop.items (name) VALUES ('a'), ('b');",
  });
  const { differences, statements } = await squashOf(made);
  expect(differences).toEqual([]);
  expect(statements).toEqual({ before: 4, after: 3 });
});

test("a killed squash leaves the old history or the new one", async () => {
  const made = shop(items, {});
  made.migrations({ ...first, "2_note": "ALTER TABLE shop.items ADD COLUMN note text;\n" });
  const squash = await squashOf(made);
  const beside = dirname(made.package.migrationsDirectory);
  // Something is in the way: as with a full disk or a folder that is not to be written to.
  const inTheWay = dirname(squash.migration.path);
  mkdirSync(join(inTheWay, "something"), { recursive: true });
  expect(() => writeSquash(squash)).toThrow(/could not be written to .*Nothing was changed/);
  expect(namesOf(made)).toEqual(["1_items", "2_note"]);
  expect(readdirSync(beside).filter((name) => name.startsWith(".squash"))).toEqual([]);
  rmSync(inTheWay, { recursive: true });
  // Before it appeared.
  mkdirSync(join(beside, ".squash-2_squashed"));
  writeFileSync(join(beside, ".squash-2_squashed/migration.sql"), "half of it");
  expect(namesOf(made)).toEqual(["1_items", "2_note"]);
  writeSquash(squash);
  // Before all of the old ones were gone.
  made.migrations(first);
  expect(namesOf(made)).toEqual(["2_squashed"]);
  expect(readdirSync(beside)).not.toContain(".squash-2_squashed");
  expect(existsSync(squash.migration.path)).toBe(true);
});

test.each([
  ["one migration only", first, {}, "shop has one migration only"],
  [
    "Prisma files that say more than the migrations",
    { ...first, "2_index": "CREATE INDEX more ON shop.items (id) WHERE id > 1;" },
    {},
    /not what its migrations build:[\s\S]*note[\s\S]*Write the migration for that first/,
  ],
  ["a name that is taken", { ...first, "2_note": "SELECT" }, { name: "note" }, /--name NAME/],
  ["a name that is none", { ...first, "2_note": "SELECT" }, { name: "../x" }, /no name for a/],
  [
    "a migration that takes back what it did",
    {
      ...first,
      "2_note": "ALTER TABLE shop.items ADD COLUMN note text;",
      "3_back": "BEGIN; DROP TABLE shop.items; ROLLBACK;",
    },
    {},
    /ROLLBACK, line 1/,
  ],
])("is refused: %s", async (_, migrations, more, message) => {
  const made = shop(items, {});
  made.migrations(migrations);
  await expect(squashOf(made, more)).rejects.toThrow(SquashRefusedError);
  await expect(squashOf(made, more)).rejects.toThrow(message);
  expect(namesOf(made)).toEqual(Object.keys(migrations));
});

test("is refused while a database could not go on afterwards", async () => {
  const made = shop(items, {});
  made.migrations({ ...first, "2_note": "ALTER TABLE shop.items ADD COLUMN note text;\n" });
  const [one, other] = readMigrations(made.package);
  const status = (more: Partial<PackageStatus>): PackageStatus => ({
    package: made.package,
    applied: ["1_items"],
    unrecorded: [],
    halfReplaced: [],
    pending: [],
    failed: [],
    edited: [],
    missing: [],
    ...more,
  });
  if (!one || !other) throw new Error("two migrations");
  const refusals: [Partial<PackageStatus>, string][] = [
    [{ pending: [other] }, "`pnpm db:migrate` first"],
    [{ edited: [one] }, "1_items of shop was edited after it was applied"],
    [{ missing: ["3_theirs"] }, "it has 3_theirs of shop"],
  ];
  for (const [more, message] of refusals) {
    expect(isCurrent(status(more))).toBe(false);
    const statuses = new Map([["database x", status(more)]]);
    await expect(squashOf(made, { statuses })).rejects.toThrow(message);
  }
});
