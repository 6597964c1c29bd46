import { createHash } from "node:crypto";
import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { ownSchema } from "../../apply/journal.js";
import {
  type Column,
  columnOf,
  plainName,
  primaryKey,
  type Table,
} from "../../inventory/catalogue.js";
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
}

/** A column of the twin and the winner's column that takes its values. */
export interface ColumnPair {
  readonly twin: Column;
  readonly winner: Column;
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
  return { ...tables, common, key, step: `copy ${plainName(twin)}` };
}

function commonColumns({ winner, twin, columns }: TwinTables): ColumnPair[] {
  return twin.columns.flatMap((column) => {
    const goal = columnOf(winner, columns.get(column.name) ?? "");
    return goal ? [{ twin: column, winner: goal }] : [];
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

/** Where the twin lies once its old name is a view: `_reorganize."twin public.agents"`. */
export function parked(twin: { readonly schema: string; readonly name: string }): {
  readonly schema: string;
  readonly name: string;
} {
  return { schema: ownSchema, name: short(`twin ${plainName(twin)}`) };
}

/** SQL name of a function of this merge. */
export function functionName(what: string, { twin }: TwinTables): string {
  return quoteTable(ownSchema, short(`${what} ${plainName(twin)}`));
}

/** SQL name of a trigger of this merge. */
export function triggerName(what: string, { twin }: TwinTables): string {
  return quoteIdentifier(short(`reorganize ${what} ${plainName(twin)}`));
}

const longest = 63;

// PostgreSQL would cut a longer name off, and two tables could end up with the same.
function short(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${[...name].slice(0, 11).join("").trimEnd()} ${hash}`;
}
