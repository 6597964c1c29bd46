import { quoteIdentifier } from "@deepiri/database";
import { columnOf } from "../../catalog/catalog.js";
import { lineageNames } from "../../ledger/lineage.js";
import { comparedType } from "../../projection/compared-type.js";
import { unitColumn, unitColumns } from "../../projection/evaluate.js";
import type { Projection, Remark } from "../../projection/projection.js";

/** Lists of columns, as SQL, that the statements of a projection are made of. */
export function keyList({ key }: Projection, relation?: string): string[] {
  return key.map(({ name }) => at(relation, name));
}

export function columnList({ columns }: Projection, relation?: string): string[] {
  return columns.map(({ name }) => at(relation, name));
}

/** The key that a row of the query gives, in the target's types. */
export function givenKey({ key }: Projection, row: string): string[] {
  return key.map((column) => `(${at(row, column.name)})::${baseType(column.type)}`);
}

/** The value that a row of the query gives for a column, in its type but for a limit of it. */
export function givenValue({ to }: Projection, name: string, row: string): string {
  return `(${at(row, name)})::${baseType(columnOf(to, name)?.type ?? "")}`;
}

export function unitList({ query }: Projection, relation?: string): string[] {
  return unitColumns(query, relation);
}

/** The unit of a row of the query, as the table of units without a row holds it. */
export function unitDocument(projection: Projection, row: string): string {
  const { unit } = lineageNames(projection.name);
  return `pg_catalog.to_jsonb(ROW(${unitList(projection, row).join(", ")})::${unit})`;
}

/** Whether two relations have the same unit. */
export function sameUnit(projection: Projection, one: string, other: string): string {
  return projection.query.unit
    .map((_, index) => {
      const [a, b] = [at(one, unitColumn(index)), at(other, unitColumn(index))];
      return projection.query.grouped
        ? `(${a} = ${b} OR (${a} IS NULL AND ${b} IS NULL))`
        : `${a} = ${b}`;
    })
    .join(" AND ");
}

/** Whether two relations have the same key of the target; `given` has it in the query's types. */
export function sameKey(projection: Projection, one: string, given: string): string {
  const values = givenKey(projection, given);
  return keyList(projection, one)
    .map((column, index) => `${column} = ${values[index]}`)
    .join(" AND ");
}

/** What the query says of a row beside its columns, or what stands for it where it says nothing. */
export function remark({ remarks }: Projection, name: Remark, row: string): string | undefined {
  return remarks.includes(name) ? at(row, name) : undefined;
}

/** SQL: the condition that the row is not left out, as one of several. */
export function isKept(projection: Projection, row: string): string {
  const leftOut = remark(projection, "_left_out", row);
  return leftOut === undefined ? "true" : `${leftOut} IS NULL`;
}

export function at(relation: string | undefined, name: string): string {
  const column = quoteIdentifier(name);
  return relation === undefined ? column : `${relation}.${column}`;
}

// Padded, it would be cut without a word where it is too long.
function baseType(type: string): string {
  return type.startsWith("character(") ? "bpchar" : comparedType(type);
}
