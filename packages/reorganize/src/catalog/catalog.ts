import { quoteTable } from "@deepiri/database";

export interface Column {
  readonly name: string;
  /** As PostgreSQL spells it, with its schema when that is not pg_catalog. */
  readonly type: string;
  readonly notNull: boolean;
  /** The default's expression, or null. */
  readonly default: string | null;
  readonly generated: boolean;
  readonly identity: boolean;
}

export interface Constraint {
  readonly name: string;
  readonly kind: "primary key" | "unique" | "check" | "foreign key" | "exclusion";
  /** What stands behind `CONSTRAINT name` in its definition. */
  readonly definition: string;
  readonly columns: readonly string[];
  /** The condition of a CHECK. */
  readonly expression: string | null;
  readonly references: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly onDelete: "a" | "r" | "c" | "n" | "d";
  } | null;
  readonly validated: boolean;
}

export interface Index {
  readonly name: string;
  /** The definition from USING on, so that indexes that differ only in name are equal. */
  readonly body: string;
  readonly definition: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly valid: boolean;
  /** Whether it belongs to a constraint. */
  readonly ofConstraint: boolean;
  /** Each key as an SQL expression. */
  readonly keys: readonly string[];
  readonly predicate: string | null;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly oid: number;
  /** Estimated by the server's statistics; to be counted where it has to be exact. */
  readonly rows: number;
  readonly bytes: number;
  readonly partitioned: boolean;
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
export function sqlName(table: { readonly schema: string; readonly name: string }): string {
  return quoteTable(table.schema, table.name);
}

/** `schema.table`, as mappings, plans and messages write it. */
export function plainName(table: { readonly schema: string; readonly name: string }): string {
  return `${table.schema}.${table.name}`;
}
