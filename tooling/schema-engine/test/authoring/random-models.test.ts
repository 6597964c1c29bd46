import fc from "fast-check";
import { expect, test } from "vitest";
import { type Shop, shopPackage } from "../fixture/shop-package.js";
import { useEachDatabase } from "../fixture/use-each-database.js";

const database = useEachDatabase();

interface Column {
  readonly key: number;
  readonly name: string;
  readonly type: string;
  readonly indexed: boolean;
}

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
}

const types: Readonly<Record<string, string>> = {
  Int: "n",
  String: "'text ' || n",
  Boolean: "n % 2 = 0",
  DateTime: "'2026-01-01'::timestamp + n * interval '1 minute'",
  Json: "to_jsonb(n)",
};

const name = fc.stringMatching(/^[a-zé][a-zA-Z é-]{0,9}[a-zé]$/);
const table = fc.record({
  schema: fc.constantFrom("public", "crm"),
  name,
  columns: fc
    .uniqueArray(
      fc.record({
        name,
        type: fc.constantFrom(...Object.keys(types)),
        indexed: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4, selector: (one) => one.name.toLowerCase() },
    )
    .map((columns) => columns.map((one, key) => ({ key, ...one }))),
});

/** What becomes of a table: other names, another schema, other indexes, one column more. */
const change = fc.record({
  schema: fc.constantFrom("public", "crm"),
  name: fc.option(name, { nil: undefined }),
  columns: fc.array(fc.record({ rename: fc.boolean(), indexed: fc.boolean() }), {
    minLength: 4,
    maxLength: 4,
  }),
  more: fc.boolean(),
});

function changed(before: Table, how: ReturnType<typeof change.generate>["value"]): Table {
  const columns = before.columns.map((one, index) => {
    const { rename = false, indexed = false } = how.columns[index] ?? {};
    return { ...one, indexed, name: rename ? `${one.name} new` : one.name };
  });
  const more = { key: -1, name: "one more", type: "Int", indexed: false };
  return {
    schema: how.schema,
    name: how.name ?? before.name,
    columns: how.more ? [...columns, more] : columns,
  };
}

function modelOf({ schema, name: tableName, columns }: Table): string {
  const fields = columns.map((one, index) => `  field${index} ${one.type}? @map("${one.name}")`);
  const indexes = columns.flatMap(({ indexed, type }, index) =>
    indexed && type !== "Json" ? [`  @@index([field${index}])`] : [],
  );
  return [
    "model Item {",
    "  id Int @id @default(autoincrement())",
    ...fields,
    ...indexes,
    `  @@map("${tableName}")`,
    `  @@schema("${schema}")`,
    "}\n",
  ].join("\n");
}

const quoted = (...names: string[]): string => names.map((one) => `"${one}"`).join(".");

async function fill({ schema, name: tableName, columns }: Table): Promise<void> {
  const names = columns.map((one) => quoted(one.name)).join(", ");
  const values = columns.map(({ type }) => types[type]).join(", ");
  await database.query(
    `INSERT INTO ${quoted(schema, tableName)} (${names}) SELECT ${values} FROM generate_series(1, 20) AS n`,
  );
}

/** The rows, by what a column was called first. */
async function read(now: Table, { columns }: Table): Promise<unknown[]> {
  const list = columns.map(({ key }) =>
    quoted(now.columns.find((one) => one.key === key)?.name ?? ""),
  );
  return database.query(
    `SELECT id, ARRAY[${list.map((one) => `${one}::text`).join(", ")}] AS values
       FROM ${quoted(now.schema, now.name)} ORDER BY id`,
  );
}

function movesOf(before: Table, after: Table): string[] {
  const moves: string[] = [];
  const from = `${before.schema}.${before.name}`;
  const to = `${after.schema}.${after.name}`;
  if (from !== to) moves.push(`${from}=${to}`);
  for (const { key, name: old } of before.columns) {
    const now = after.columns.find((one) => one.key === key);
    if (now && now.name !== old) moves.push(`${to}.${old}=${to}.${now.name}`);
  }
  return moves;
}

test("whatever of a table is said to be moved, its rows are there afterwards", {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(table, change, async (before, how) => {
      const after = changed(before, how);
      const shop = await start(before);
      await fill(before);
      const rows = await read(before, before);
      shop.declare(modelOf(after));
      const sql = await shop.author("change", { moved: movesOf(before, after) });
      expect(sql).not.toMatch(/DROP (TABLE|COLUMN)/);
      await shop.migrate();
      expect(await read(after, before)).toEqual(rows);
      expect(await shop.author("nothing")).toBe("");
    }),
    { numRuns: 4 },
  );
});

async function start(before: Table): Promise<Shop> {
  await database.query(
    "DROP SCHEMA IF EXISTS crm CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
  );
  const shop = shopPackage(database);
  shop.declare(modelOf(before));
  await shop.author("first");
  await shop.migrate();
  return shop;
}
