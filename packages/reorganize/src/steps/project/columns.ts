import { quoteIdentifier } from "@deepiri/database";
import { columnOf } from "../../catalog/catalog.js";
import { lineageNames } from "../../ledger/lineage.js";
import { unitColumn, unitColumns } from "../../projection/evaluate.js";
import type { Projection, Remark } from "../../projection/projection.js";
import { asStored } from "./as-stored.js";

/** Lists of columns, as SQL, that the statements of a projection are made of. */
export function keyList({ key }: Projection, relation?: string): string[] {
  return key.map(({ name }) => at(relation, name));
}

export function columnList({ columns }: Projection, relation?: string): string[] {
  return columns.map(({ name }) => at(relation, name));
}

/** The key that a row of the query gives, as the target stores it. */
export function givenKey({ key }: Projection, row: string): string[] {
  return key.map((column) => asStored(column.type, at(row, column.name)));
}

/** The value that a row of the query gives for a column, as the column stores it. */
export function givenValue({ to }: Projection, name: string, row: string): string {
  return asStored(columnOf(to, name)?.type ?? "", at(row, name));
}

export function unitList({ query }: Projection, relation?: string): string[] {
  return unitColumns(query, relation);
}

/** The unit of a row of the query, as the table of units without a row holds it. */
export function unitDocument(projection: Projection, row: string): string {
  return `pg_catalog.to_jsonb(${unitRow(projection, row)})`;
}

/** Whether two relations have the same unit. */
export function sameUnit(projection: Projection, one: string, other: string): string {
  const { query } = projection;
  if (query.nullable.includes(true))
    return `${unitRow(projection, one)} = ${unitRow(projection, other)}`;
  return query.unit
    .map((_, index) => `${at(one, unitColumn(index))} = ${at(other, unitColumn(index))}`)
    .join(" AND ");
}

/** The unit of a row as one value, which is equal to another where both have a null. */
export function unitRow(projection: Projection, relation?: string): string {
  return `ROW(${unitList(projection, relation).join(", ")})::${lineageNames(projection.name).unit}`;
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
