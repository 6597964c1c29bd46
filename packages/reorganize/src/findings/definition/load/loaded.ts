import type { Table } from "../../../catalog/catalog.js";
import type { Difference } from "../../../catalog/compare-tables.js";
import type { FoundObject } from "./found-objects.js";

/** A statement by its place and by what it is about; never its text. */
export interface PlacedStatement {
  /** Of its file, from 1. */
  readonly line: number;
  /** What it does and to what, such as "create table users". */
  readonly statement: string;
}

/** A statement that the server or the parser refused. */
export interface FailedStatement extends PlacedStatement {
  readonly sqlstate: string;
  readonly reason: string;
}

/** A statement that was not sent, and why. */
export interface StatementNotRun extends PlacedStatement {
  readonly reason: string;
}

/** A statement that made nothing without failing, because something of its name was there. */
export interface SkippedStatement extends PlacedStatement {
  /** Whether what was there is what it wanted; null where that cannot be told. */
  readonly alike: boolean | null;
  /** `wanted` is what the statement says, `found` what was there. */
  readonly differences: readonly (Difference | EnumDifference)[];
}

/** How the words of an enum type differ. */
export interface EnumDifference {
  readonly aspect: "words";
  readonly name: string;
  readonly wanted: string;
  readonly found: string;
}

/** A transaction of a file that left nothing behind. */
export interface UndoneTransaction {
  /** Where it begins. */
  readonly line: number;
  readonly reason: string;
}

/** What loading one file did. */
export interface LoadedFile {
  readonly file: string;
  readonly statements: number;
  readonly failed: readonly FailedStatement[];
  readonly skipped: readonly SkippedStatement[];
  readonly notRun: readonly StatementNotRun[];
  /** Statements that put another function in the place of one of the same name. */
  readonly replaced: readonly PlacedStatement[];
  readonly undone: readonly UndoneTransaction[];
  /** What it made, by the catalog. */
  readonly made: readonly FoundObject[];
  /** What it would have made: of statements that failed, were not run, or passed it over. */
  readonly notMade: readonly NamedObject[];
}

/** An object as a statement names it. */
export interface NamedObject {
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  readonly table: string | null;
  /** Access method of an index. */
  readonly method: string | null;
}

/** A statement that defines a table. */
export interface TableDefinition {
  /** `schema.table` */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly outcome: "made" | "skipped" | "failed";
  /** What it wants, where the table of that name in the family is not its own and the server can make it. */
  readonly wanted?: Wanted;
}

/** The shape that a statement wants. */
export interface Wanted {
  readonly table: Table;
  /** True where it could be made without its foreign keys only. */
  readonly withoutForeignKeys: boolean;
}
