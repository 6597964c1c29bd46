import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Session } from "../catalog/session.js";

interface Hanging {
  readonly kind: "constraint" | "index" | "sequence";
  readonly name: string;
}

const longestName = 63;

/**
 * Statements that give what hangs on a table the table's new name or a column's, where its own began
 * with the old one: constraints, indexes and sequences. What Prisma wants to be called otherwise, its
 * own statements rename afterwards.
 */
export async function hangingNames(
  client: Session,
  [schema, table]: readonly [schema: string, table: string],
  oldPrefix: string,
  newPrefix: string,
): Promise<string[]> {
  const { rows } = await client.query<Hanging>(hanging, [schema, table]);
  const taken = new Set(rows.map(({ name }) => name));
  return rows.flatMap(({ kind, name }) => {
    const now = `${newPrefix}${name.slice(oldPrefix.length)}`;
    if (!name.startsWith(oldPrefix) || taken.has(now) || Buffer.byteLength(now) > longestName)
      return [];
    const to = quoteIdentifier(now);
    if (kind === "constraint")
      return `ALTER TABLE ${quoteTable(schema, table)} RENAME CONSTRAINT ${quoteIdentifier(name)} TO ${to}`;
    return `ALTER ${kind.toUpperCase()} ${quoteTable(schema, name)} RENAME TO ${to}`;
  });
}

const hanging = `
  WITH t AS (SELECT c.oid FROM pg_catalog.pg_class AS c
               JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
              WHERE n.nspname = $1 AND c.relname = $2)
  SELECT 'constraint' AS kind, conname AS name
    FROM pg_catalog.pg_constraint JOIN t ON t.oid = conrelid
   WHERE contype IN ('c', 'f', 'p', 'u', 'x') AND coninhcount = 0
  UNION ALL
  SELECT 'index', c.relname
    FROM pg_catalog.pg_index AS i JOIN t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
   WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = c.oid AND contype <> 'f')
  UNION ALL
  SELECT 'sequence', c.relname
    FROM pg_catalog.pg_depend AS d JOIN t ON t.oid = d.refobjid
    JOIN pg_catalog.pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
   WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
   ORDER BY 1, 2`;
