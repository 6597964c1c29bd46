/** Where a table, view, type or function lies. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/**
 * `schema.name`, as mappings, plans and messages write it. A part that contains a dot or a double
 * quote is double-quoted as in SQL, so that no two names have the same text.
 */
export function plainName({ schema, name }: TableName): string {
  return `${plainPart(schema)}.${plainPart(name)}`;
}

/** `schema.table.column`, given the plain name of the table. */
export function plainColumn(table: string, column: string): string {
  return `${table}.${plainPart(column)}`;
}

/**
 * The name that `plainName` wrote.
 *
 * @throws TypeError for a text that is none
 */
export function parseTableName(text: string): TableName {
  const [, schema, name] = plainNamePattern.exec(text) ?? [];
  if (schema === undefined || name === undefined)
    throw new TypeError(`${JSON.stringify(text)} is not the name of a table, schema.table`);
  return { schema: unquoted(schema), name: unquoted(name) };
}

const part = '("(?:[^"]|"")*"|[^."]+)';

/** What `parseTableName` reads. */
export const plainNamePattern = new RegExp(`^${part}\\.${part}$`);

/** A table as `plainName` writes it, or a column of one as `plainColumn` does. */
export const plainNameOrColumnPattern = new RegExp(`^${part}\\.${part}(?:\\.${part})?$`);

/** The name as `plainName` or `plainColumn` writes it, of one in which more is quoted than has to be. */
export function plainly(text: string): string {
  const [, ...parts] = plainNameOrColumnPattern.exec(text) ?? [];
  return parts.flatMap((one) => (one === undefined ? [] : plainPart(unquoted(one)))).join(".");
}

/** SQL: `plainName` of what these two expressions give. */
export function plainNameSql(schema: string, name: string): string {
  return `${plainPartSql(schema)} || '.' || ${plainPartSql(name)}`;
}

function plainPart(name: string): string {
  return name === "" || /[."]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function plainPartSql(name: string): string {
  return `CASE WHEN ${name}::text ~ '[."]' THEN '"' || pg_catalog.replace(${name}::text, '"', '""') || '"' ELSE ${name}::text END`;
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
