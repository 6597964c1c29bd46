import { namesSecret, quoteTable } from "@deepiri/database/without-client";
import { type Database, readOwnership } from "@deepiri/workspace";
import { keyOf } from "../catalog/relations.js";
import type { Table } from "../catalog/tables.js";
import { UnmaskableColumn } from "../errors.js";

/** What is to become of a column: an address stays one, anything else goes by its type. */
export type Mark = "email" | "value";

/** Marks by `"schema"."table"` and column. */
export type Marks = Map<string, Map<string, Mark>>;

const line = /^\s*personal(?:\s*:\s*(.*?))?\s*$/m;

/**
 * Columns that a Prisma file marks by a line of the comment above the field, `/// personal: email` or
 * `/// personal`.
 *
 * @throws UnmaskableColumn at any other word
 */
export function readMarks(database: Database): Marks {
  const marks: Marks = new Map();
  for (const { declared } of readOwnership(database).tables.values()) {
    const table = quoteTable(declared.schema, declared.object);
    for (const { name, column, documentation = "" } of declared.fields) {
      const found = line.exec(documentation);
      if (!found) continue;
      if (found[1] !== undefined && found[1] !== "email")
        throw new UnmaskableColumn(
          `"personal: ${found[1]}" above ${declared.name}.${name} in ${declared.file} is not understood. Write "personal: email" or "personal".`,
        );
      mark(marks, table, { column, as: found[1] === "email" ? "email" : "value" });
    }
  }
  return marks;
}

/** Marks in each partition what is marked in the table whose rows it holds: no Prisma file names partitions. */
export function markPartitions(marks: Marks, tables: readonly Table[]): void {
  for (const table of tables)
    for (const [column, as] of (table.root && marks.get(table.root)) || [])
      mark(marks, keyOf(table), { column, as });
}

/** Types in which people keep secrets; a number named `token_count` is none. */
const secretTypes = [
  "text",
  "varchar",
  "bpchar",
  "citext",
  "bytea",
  "uuid",
  "json",
  "jsonb",
  "_text",
  "_varchar",
];

/** Adds columns whose name says that they hold a secret. */
export function markSecrets(marks: Marks, tables: readonly Table[]): void {
  for (const table of tables)
    for (const { name, base } of table.columns)
      if (namesSecret(name) && secretTypes.includes(base) && !marks.get(keyOf(table))?.has(name))
        mark(marks, keyOf(table), { column: name, as: "value" });
}

export function mark(
  marks: Marks,
  table: string,
  { column, as }: { readonly column: string; readonly as: Mark },
): void {
  marks.set(table, (marks.get(table) ?? new Map<string, Mark>()).set(column, as));
}
