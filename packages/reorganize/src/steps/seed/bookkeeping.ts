import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { parentsFirst } from "../../catalog/parents-first.js";
import type { Target } from "../../catalog/with-target.js";
import { literal } from "../../session/literal.js";
import type { Queryable } from "../../session/queryable.js";
import { readFilled, type Seed } from "./read-seeds.js";

/**
 * The rows that migrations have put into tables of building blocks: which tables keep versions, have partitions, are
 * found. Without them the blocks would not know of what was made. Undefined where no block is new here.
 *
 * @param there the target
 * @param recorded migrations that this database has, as `package/name`
 */
export async function readBookkeeping(
  there: Queryable,
  { database, catalog, owners }: Target,
  recorded: ReadonlySet<string>,
): Promise<Seed | undefined> {
  const isNew = (key: string): boolean =>
    database.packages.some((one) => one.key === key && one.isBlock) &&
    [...recorded].every((name) => !name.startsWith(`${key}/`));
  const own = [...owners].flatMap(([name, key]) => (isNew(key) ? [name] : []));
  const filled = await readFilled(
    there,
    own.flatMap((name) => catalog.tables.get(name) ?? []),
  );
  const tables = parentsFirst(filled, catalog).map((name) => catalog.tables.get(name) as Table);
  if (tables.length === 0) return undefined;
  const statements: string[] = [];
  for (const table of tables) statements.push(...(await insertSql(there, table)));
  return { name: "building blocks", sql: statements.join(";\n"), tables };
}

async function insertSql(there: Queryable, table: Table): Promise<string[]> {
  const name = sqlName(table);
  const [row] = await there.query<{ rows: string }>(
    `SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r))::text AS rows FROM ${name} AS r`,
  );
  const columns = table.columns.filter(({ generated }) => !generated);
  const list = columns.map((column) => quoteIdentifier(column.name)).join(", ");
  const numbered = columns.filter((column) => column.drawsFromSequence || column.identity);
  return [
    `INSERT INTO ${name} (${list}) OVERRIDING SYSTEM VALUE
    SELECT ${list} FROM pg_catalog.jsonb_populate_recordset(NULL::${name}, ${literal(row?.rows ?? "[]")}::jsonb)
    ON CONFLICT DO NOTHING`,
    ...numbered.map(
      (column) =>
        `SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence(${literal(name)}, ${literal(column.name)}), pg_catalog.max(${quoteIdentifier(column.name)})) FROM ${name}`,
    ),
  ];
}
