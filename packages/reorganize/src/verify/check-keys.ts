import { quoteIdentifier } from "@deepiri/database";
import {
  type Catalog,
  type Constraint,
  primaryKey,
  sqlName,
  type Table,
} from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Problem } from "../plan/problem.js";
import type { Session } from "../session/session.js";

/** How many orphans of a foreign key are named. */
const most = 3;

/**
 * Whether the constraints of the tables hold: PostgreSQL has validated each of them, and enforces it; and
 * no foreign key has orphans, which steps that run silently could have made.
 */
export async function checkKeys(
  session: Session,
  tables: readonly Table[],
  catalog: Catalog,
): Promise<Problem[]> {
  const problems = await readUnenforced(session, tables);
  for (const table of tables)
    for (const key of table.constraints.filter(({ references }) => references))
      problems.push(...(await findOrphans(session, table, key, catalog)));
  return problems;
}

/** Constraints that are not validated, unless they are to hold for nothing, and keys whose triggers are off. */
async function readUnenforced(session: Session, tables: readonly Table[]): Promise<Problem[]> {
  const rows = await session.query<{ name: string; table: number; validated: boolean }>(
    `SELECT conname AS name, conrelid::int AS table, convalidated AS validated
       FROM pg_catalog.pg_constraint AS con
      WHERE conrelid = ANY ($1) AND contype <> 't' AND (
        NOT convalidated AND COALESCE((pg_catalog.to_jsonb(con) ->> 'conenforced')::boolean, true) OR EXISTS (
        SELECT FROM pg_catalog.pg_trigger WHERE tgconstraint = con.oid AND tgenabled = 'D'))
      ORDER BY 2, 1`,
    [tables.map(({ oid }) => oid)],
  );
  return rows.map(({ name, table, validated }) => ({
    about: "keys",
    code: validated ? "not enforced" : "not validated",
    object: name,
    table: plainName(tables.find(({ oid }) => oid === table) as Table),
  }));
}

async function findOrphans(
  session: Session,
  table: Table,
  key: Constraint,
  { tables }: Catalog,
): Promise<Problem[]> {
  const parent = tables.get(key.references?.table ?? "");
  if (!parent) return [];
  const sql = orphansSql(table, key, parent);
  const name = `verify ${key.name}`;
  const [found] = await session.inTransaction(name, { scans: true }, async (client) => {
    const { rows } = await client.query<{ rows: string; keys: string[] | null }>(sql);
    return rows;
  });
  if (!found?.keys || Number(found.rows) === 0) return [];
  return [
    {
      about: "keys",
      code: "orphans",
      object: key.name,
      table: plainName(table),
      rows: Number(found.rows),
      keys: found.keys,
    },
  ];
}

function orphansSql(table: Table, { columns, references }: Constraint, parent: Table): string {
  const present = columns.map((name) => `child.${quoteIdentifier(name)} IS NOT NULL`);
  const same = columns.map(
    (name, at) =>
      `parent.${quoteIdentifier(references?.columns[at] as string)} = child.${quoteIdentifier(name)}`,
  );
  const own = primaryKey(table).map((name) => `child.${quoteIdentifier(name)}`);
  return `SELECT pg_catalog.count(*) AS rows, (pg_catalog.array_agg(key ORDER BY key))[1:${most}] AS keys
     FROM (SELECT pg_catalog.concat_ws(' ', ${own.join(", ") || "'a row without a key'"}) AS key
             FROM ${sqlName(table)} AS child
            WHERE ${present.join(" AND ")}
              AND NOT EXISTS (SELECT FROM ${sqlName(parent)} AS parent WHERE ${same.join(" AND ")})) AS orphan`;
}
