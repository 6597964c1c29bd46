import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { plainName } from "../../catalog/table-name.js";
import { inUserSchema } from "../../catalog/user-schema.js";
import type { Step } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";

/** A NOT NULL as servers from 18 on store it: as a constraint with a name. */
interface NotNull {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly name: string;
}

/**
 * Renames NOT NULLs whose names are made of the table's or column's old name: a dump of the database
 * would show them. Servers before 18 have no such names, and nothing is to be done.
 */
export async function planNotNullNames(
  here: Queryable,
  target: Queryable,
  ours: ReadonlySet<string>,
): Promise<Step[]> {
  const wanted = new Map((await readNotNulls(target)).map((one) => [columnKey(one), one.name]));
  const tables = new Map<string, Rename[]>();
  for (const one of await readNotNulls(here)) {
    const [table, to] = [
      plainName({ schema: one.schema, name: one.table }),
      wanted.get(columnKey(one)),
    ];
    if (!ours.has(table) || to === undefined || to === one.name) continue;
    tables.set(table, [...(tables.get(table) ?? []), { ...one, to }]);
  }
  return [...tables].map(([table, renames]) => renameStep(table, renames));
}

interface Rename extends NotNull {
  readonly to: string;
}

function renameStep(table: string, renames: readonly Rename[]): Step {
  return {
    id: { kind: "rename", action: "rename not null", on: table },
    about: { columns: renames.map(({ column }) => column) },
    table,
    forward: { how: "transaction", sql: renames.map((one) => renameSql(one, one.name, one.to)) },
    inverse: [
      { how: "transaction", sql: renames.map((one) => renameSql(one, one.to, one.name)).reverse() },
    ],
    lock: "ACCESS EXCLUSIVE",
    hazards: [],
    rows: 0,
    seconds: 0.02,
  };
}

function renameSql({ schema, table }: NotNull, from: string, to: string): string {
  return `ALTER TABLE ${quoteTable(schema, table)} RENAME CONSTRAINT ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`;
}

const columnKey = ({ schema, table, column }: NotNull): string =>
  JSON.stringify([schema, table, column]);

async function readNotNulls(reader: Queryable): Promise<NotNull[]> {
  return reader.query<NotNull>(`
    SELECT nspname AS schema, relname AS table, attname AS column, conname AS name
      FROM pg_catalog.pg_constraint AS constrained
      JOIN pg_catalog.pg_class AS class ON class.oid = conrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
     WHERE contype = 'n' AND ${inUserSchema()}
     ORDER BY 1, 2, 3`);
}
