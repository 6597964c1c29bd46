import { quoteTable } from "@deepiri/database";
import type { TableName } from "./table-name.js";

export interface Column {
  readonly name: string;
  /** As PostgreSQL spells it, with its schema when that is not pg_catalog. */
  readonly type: string;
  readonly notNull: boolean;
  /** The default's expression, or null. */
  readonly default: string | null;
  readonly generated: boolean;
  /** Whether it is computed when it is read. */
  readonly virtual: boolean;
  readonly identity: boolean;
  /** The enum type that it has, as `schema.type`, or null. */
  readonly enumType: string | null;
  /** How many characters a text takes; null for a type that is no text. */
  readonly maxLength: number | "unlimited" | null;
  /** Whether the type is one of the numbers that have an order and a difference. */
  readonly isNumber: boolean;
  /** What its default, or the expression that generates it, gives in different rows; null without one. */
  readonly defaultGives: "one value" | "one value a statement" | "any value" | null;
  readonly drawsFromSequence: boolean;
  /** The collation that it has instead of its type's, as SQL, or null. */
  readonly collation: string | null;
}

export interface Constraint {
  readonly name: string;
  readonly kind: "primary key" | "unique" | "check" | "foreign key" | "exclusion";
  /** What stands behind `CONSTRAINT name` in its definition. */
  readonly definition: string;
  /** The definition, whether it is validated or not. */
  readonly rule: string;
  readonly columns: readonly string[];
  /** The condition of a CHECK. */
  readonly expression: string | null;
  readonly references: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly onDelete: "a" | "r" | "c" | "n" | "d";
  } | null;
  readonly validated: boolean;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}

export interface Index {
  readonly name: string;
  /** The definition from USING on, so that indexes that differ only in name are equal. */
  readonly body: string;
  readonly definition: string;
  /** The definition behind USING: the same for a unique index as for another. */
  readonly using: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly valid: boolean;
  /** Whether it belongs to a constraint. */
  readonly ofConstraint: boolean;
  /** Each key as an SQL expression. */
  readonly keys: readonly string[];
  /** Columns that its keys read, alone or in an expression. */
  readonly keyColumns: readonly string[];
  /** Columns that it reads at all: those it includes, and those of its condition, too. */
  readonly columns: readonly string[];
  readonly hasExpressions: boolean;
  readonly predicate: string | null;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly oid: number;
  /** Estimated by the server's statistics; to be counted where it has to be exact. */
  readonly rows: number;
  readonly partitioned: boolean;
  /** Whether no write to it is logged, so that a crash empties it. */
  readonly unlogged: boolean;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
}

export interface EnumType {
  readonly schema: string;
  readonly name: string;
  readonly labels: readonly string[];
}

/** What the catalog of one database says of its tables and enum types; the schema of a reorganization is left out. */
export interface Catalog {
  /** By `schema.table`. */
  readonly tables: ReadonlyMap<string, Table>;
  /** By `schema.type`. */
  readonly enums: ReadonlyMap<string, EnumType>;
}

/** Columns of the primary key, in its order; empty without one. */
export function primaryKey(table: Table): readonly string[] {
  return table.constraints.find(({ kind }) => kind === "primary key")?.columns ?? [];
}

/** The column of that name. */
export function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The table as SQL. */
export function sqlName(table: TableName): string {
  return quoteTable(table.schema, table.name);
}
