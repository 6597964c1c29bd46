import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Column, columnOf, plainName, primaryKey, type Table } from "../../catalog/catalog.js";
import { ownSchema } from "../../catalog/own-schema.js";
import { shortName } from "../../catalog/short-name.js";
import { stepKey } from "../../ledger/step-key.js";
import type { StepId } from "../../plan/step.js";
import { ReorganizeError } from "../../session/errors.js";

/** Two tables that hold rows of the same thing: all rows of the twin are to come into the winner. */
export interface TwinTables {
  /** As it will be when the merge begins. */
  readonly winner: Table;
  readonly twin: Table;
  /** The twin's column to the winner's, for those in common. */
  readonly columns: ReadonlyMap<string, string>;
  /** The winner's column that tells which of two rows is newer. */
  readonly newest: string | undefined;
  /** Where the winner goes when the twin makes room, and its columns' new names; absent when it stays. */
  readonly goal?: Goal | undefined;
}

/** The name and column names that a table gets. */
export interface Goal {
  readonly schema: string;
  readonly name: string;
  readonly rename: ReadonlyMap<string, string>;
}

/** A column of the twin and the winner's column that takes its values. */
export interface ColumnPair {
  readonly twin: Column;
  readonly winner: Column;
  /** Its name in what is remembered of a row: the winner's in the end. */
  readonly as: string;
}

/** Everything that the statements of one merge have to know. */
export interface Pair extends TwinTables {
  /** Columns whose values go from one to the other; those that PostgreSQL generates do not. */
  readonly common: readonly ColumnPair[];
  /** The primary key's, in the order of the twin's. */
  readonly key: readonly ColumnPair[];
  /** What remembered keys and rows set aside are filed under. */
  readonly step: string;
}

/** The id of the step that copies the rows of a twin. */
export function copyId(twin: string): StepId {
  return { kind: "merge", action: "copy", on: twin };
}

/** The id of the step from which on writes to a twin reach the survivor too. */
export function watchId(twin: string): StepId {
  return { kind: "merge", action: "watch", on: twin };
}

/** The id of the step after which a twin's rows are all in the survivor. */
export function swapId(twin: string): StepId {
  return { kind: "merge", action: "swap", on: twin };
}

/** Two tables that cannot be merged as they are. */
export class UnmergeableError extends ReorganizeError {
  override readonly name = "UnmergeableError";

  constructor(
    readonly winner: string,
    readonly twin: string,
    readonly reason: string,
  ) {
    super(
      `${twin} cannot be merged into ${winner}: ${reason}. Set it aside whole, or give it a key first.`,
    );
  }
}

/** @throws UnmergeableError when the rows of one cannot be found in the other by primary key */
export function pairOf(tables: TwinTables): Pair {
  const all = commonColumns(tables);
  const { winner, twin } = tables;
  const key = primaryKey(twin).flatMap((name) => all.filter((pair) => pair.twin.name === name));
  const refuse = (reason: string): never => {
    throw new UnmergeableError(plainName(winner), plainName(twin), reason);
  };
  if (primaryKey(twin).length === 0) refuse("it has no primary key to walk along");
  if (
    !sameNames(
      key.map((pair) => pair.winner.name),
      primaryKey(winner),
    )
  )
    refuse("their primary keys are not the same columns");
  if (key.some((pair) => kindOf(pair.twin.type) !== kindOf(pair.winner.type)))
    refuse("their primary keys are of different types");
  if (winner.partitioned || twin.partitioned) refuse("one of them is partitioned");
  const common = all.filter((pair) => !pair.winner.generated);
  return { ...tables, common, key, step: stepKey(copyId(plainName(twin))) };
}

/** The same pair once the winner has gone where it goes. */
export function afterwards(pair: Pair): Pair {
  const { goal } = pair;
  if (!goal) return pair;
  const moved = (one: ColumnPair): ColumnPair => ({
    ...one,
    winner: { ...one.winner, name: one.as },
  });
  const winner = { ...pair.winner, schema: goal.schema, name: goal.name };
  return { ...pair, winner, common: pair.common.map(moved), key: pair.key.map(moved) };
}

function commonColumns({ winner, twin, columns, goal }: TwinTables): ColumnPair[] {
  return twin.columns.flatMap((column) => {
    const found = columnOf(winner, columns.get(column.name) ?? "");
    if (!found) return [];
    return [{ twin: column, winner: found, as: goal?.rename.get(found.name) ?? found.name }];
  });
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name) => others.includes(name));
}

// Values of these types are the same text in each other.
function kindOf(type: string): string {
  if (/^(text|character varying(\(\d+\))?)$/.test(type)) return "text";
  return /^(smallint|integer|bigint)$/.test(type) ? "integer" : type;
}

/** SQL name of a function of this merge. */
export function functionName(what: string, { twin }: TwinTables): string {
  return quoteTable(ownSchema, shortName(`${what} ${plainName(twin)}`));
}

/** SQL name of a trigger of this merge. */
export function triggerName(what: string, { twin }: TwinTables): string {
  return quoteIdentifier(shortName(`reorganize ${what} ${plainName(twin)}`));
}
