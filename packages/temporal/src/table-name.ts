import { quoteTable } from "@deepiri/database";

/** A table by its schema and name, as the database has them: `notes.note`. */
export type TableName = `${string}.${string}` | readonly [schema: string, name: string];

/** The columns of a table's primary key with their values, as the database names them. */
export type Key = Readonly<Record<string, unknown>>;

/** The table as SQL. */
export function tableInSql(table: TableName): string {
  return quoteTable(...partsOf(table));
}

/** The row type of its versions as SQL: what the reading functions take first. */
export function versionType(table: TableName): string {
  const [schema, name] = partsOf(table);
  return `NULL::${quoteTable(schema, `${name}_version`)}`;
}

function partsOf(table: TableName): [schema: string, name: string] {
  if (typeof table !== "string") return [table[0], table[1]];
  const [schema, name, more] = table.split(".");
  if (!schema || !name || more !== undefined)
    throw new TypeError(`"${table}" is no schema.table; write ["schema", "table"]`);
  return [schema, name];
}
