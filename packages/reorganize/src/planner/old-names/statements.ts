import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import type { OldNameStatement } from "../../plan/warning.js";

/** A table as it was, whose name is that of a view now. */
export interface OldName {
  readonly table: Table;
  /** Columns that there are by that name still. */
  readonly columns: readonly string[];
}

/** What can be tried in a function. COPY cannot, for it talks to the client. */
export type Triable = Exclude<OldNameStatement, "copy from" | "copy to">;

/**
 * Ordinary statements on a table, which touch no row; those that need a key only where there is one. They
 * are for the server to accept or refuse, and to be undone.
 */
export function statementsOn({ table, columns }: OldName): Partial<Record<Triable, string>> {
  const name = sqlName(table);
  const plain = table.columns.filter(({ generated, identity }) => !generated && !identity);
  const found = [...plain, ...table.columns].find((one) => columns.includes(one.name));
  const column = quoteIdentifier(found?.name ?? "");
  const none = `SELECT ${column} FROM ${name} WHERE false`;
  return {
    select: `SELECT * FROM ${name} LIMIT 1`,
    "select for update": `${none} FOR UPDATE`,
    tablesample: `SELECT FROM ${name} TABLESAMPLE SYSTEM (1)`,
    ctid: `SELECT ctid FROM ${name} LIMIT 1`,
    tableoid: `SELECT tableoid FROM ${name} LIMIT 1`,
    insert: `INSERT INTO ${name} (${column}) ${none}`,
    "insert returning": `INSERT INTO ${name} (${column}) ${none} RETURNING *`,
    update: `UPDATE ${name} SET ${column} = ${column} WHERE false`,
    "current of": `DECLARE one CURSOR FOR ${none}; UPDATE ${name} SET ${column} = ${column} WHERE CURRENT OF one`,
    delete: `DELETE FROM ${name} WHERE false`,
    merge: `MERGE INTO ${name} AS t USING (SELECT 1 AS one WHERE false) AS s ON t.${column} IS NULL WHEN MATCHED THEN DELETE`,
    truncate: `TRUNCATE ${name}`,
    lock: `LOCK TABLE ${name} IN EXCLUSIVE MODE`,
    "create index": `CREATE INDEX ON ${name} (${column})`,
    "alter table": `ALTER TABLE ${name} ADD COLUMN tried int`,
    comment: `COMMENT ON TABLE ${name} IS 'tried'`,
    ...keyStatements({ table, columns }, `INSERT INTO ${name} (${column}) ${none}`),
  };
}

function keyStatements(
  { table, columns }: OldName,
  insert: string,
): Partial<Record<Triable, string>> {
  const primary = table.constraints.find(({ kind }) => kind === "primary key");
  if (!primary || primary.columns.some((name) => !columns.includes(name))) return {};
  const [name, key] = [sqlName(table), primary.columns.map(quoteIdentifier).join(", ")];
  return {
    "group by key": `SELECT * FROM ${name} GROUP BY ${key}`,
    "on conflict key": `${insert} ON CONFLICT (${key}) DO NOTHING`,
    "on conflict constraint": `${insert} ON CONFLICT ON CONSTRAINT ${quoteIdentifier(primary.name)} DO NOTHING`,
    references: `CREATE SCHEMA tried_by_reorganize; CREATE TABLE tried_by_reorganize.tried AS SELECT ${key} FROM ${name} WHERE false;
       ALTER TABLE tried_by_reorganize.tried ADD FOREIGN KEY (${key}) REFERENCES ${name} (${key})`,
  };
}
