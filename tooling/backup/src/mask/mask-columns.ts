import type pg from "pg";
import { type ForeignKey, readForeignKeys } from "../catalog/keys.js";
import { keyOf } from "../catalog/relations.js";
import type { Table } from "../catalog/tables.js";
import { UnmaskableColumn } from "../errors.js";
import { type Marks, mark } from "./mark.js";
import { type Masking, maskExpression } from "./mask-expression.js";

/** SQL in place of columns, by `"schema"."table"` and column. */
export type Replaced = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * What stands for each marked column, and for each that a foreign key ties to one: these are masked
 * the same way, so keys hold.
 *
 * @throws UnmaskableColumn naming columns whose type or uniqueness leaves no way
 */
export async function maskColumns(
  client: pg.Client,
  tables: readonly Table[],
  marks: Marks,
): Promise<Replaced> {
  const keys = await readForeignKeys(client);
  spread(marks, keys);
  const unique = await readUnique(client);
  const replaced = new Map<string, Map<string, string>>();
  const impossible: string[] = [];
  for (const table of tables) {
    const expressions = new Map<string, string>();
    for (const column of table.columns) {
      const as = marks.get(keyOf(table))?.get(column.name);
      if (as === undefined) continue;
      const tied = tiedTo(nameOf(keyOf(table), column.name), keys);
      const masking: Masking = {
        mark: as,
        isUnique: [...tied].some((one) => unique.has(one)),
        limit: smallestLimit(tables, tied),
      };
      const expression = maskExpression(column, masking);
      if (expression === undefined)
        impossible.push(
          `${nameOf(keyOf(table), column.name)} (${column.type}${masking.isUnique ? ", unique" : ""})`,
        );
      else expressions.set(column.name, expression);
    }
    replaced.set(keyOf(table), expressions);
  }
  if (impossible.length > 0)
    throw new UnmaskableColumn(
      `There is no mask that keeps type and uniqueness of ${impossible.join(", ")}. Take the mark away, or back up without these tables.`,
    );
  return replaced;
}

const nameOf = (table: string, column: string): string =>
  `${table}."${column.replaceAll('"', '""')}"`;

/** Marks columns that keys tie to marked ones. */
function spread(marks: Marks, keys: readonly ForeignKey[]): void {
  let isMore = true;
  while (isMore) {
    isMore = false;
    for (const [one, other] of ties(keys))
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        const as = marks.get(from.table)?.get(from.column);
        if (as === undefined || marks.get(to.table)?.has(to.column)) continue;
        mark(marks, to.table, { column: to.column, as });
        isMore = true;
      }
  }
}

interface Place {
  readonly table: string;
  readonly column: string;
}

function ties(keys: readonly ForeignKey[]): (readonly [Place, Place])[] {
  return keys.flatMap(({ from, to, columns, toColumns }) =>
    columns.map((column, at) => {
      const other = { table: keyOf(to), column: toColumns[at] ?? "" };
      return [{ table: keyOf(from), column }, other] as const;
    }),
  );
}

/** The column itself and all that keys tie to it, directly or not. */
function tiedTo(column: string, keys: readonly ForeignKey[]): Set<string> {
  const names = ties(keys).map(
    ([one, other]) => [nameOf(one.table, one.column), nameOf(other.table, other.column)] as const,
  );
  const tied = new Set([column]);
  for (let before = 0; before < tied.size; ) {
    before = tied.size;
    for (const [one, other] of names) {
      if (tied.has(one)) tied.add(other);
      if (tied.has(other)) tied.add(one);
    }
  }
  return tied;
}

function smallestLimit(tables: readonly Table[], tied: ReadonlySet<string>): number | null {
  const limits = tables.flatMap((table) =>
    table.columns
      .filter(({ name, limit }) => limit !== null && tied.has(nameOf(keyOf(table), name)))
      .map(({ limit }) => limit as number),
  );
  return limits.length > 0 ? Math.min(...limits) : null;
}

/** Columns of unique indexes, those within their expressions included. */
async function readUnique(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ schema: string; name: string; column: string }>(`
    SELECT DISTINCT n.nspname AS schema, c.relname AS name, a.attname AS column
      FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE i.indisunique AND (a.attnum = ANY (i.indkey) OR EXISTS (
       SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid
          AND d.refobjid = c.oid AND d.refobjsubid = a.attnum))`);
  return new Set(rows.map(({ column, ...table }) => nameOf(keyOf(table), column)));
}
