import type { Node, SelectStmt } from "@deepiri/sql";

/**
 * The query of a projection, taken apart. Its rows come in **units**: what one row of the table that it
 * begins with gives, or one group of a query that groups. Whatever changes, whole units are evaluated anew.
 */
export interface Query {
  /** The statement as it was written. */
  readonly sql: string;
  readonly select: SelectStmt;
  /** The names of its columns, in order. */
  readonly outputs: readonly string[];
  /** Each place in its FROM where a table is read, in order; the first table is that of the units. */
  readonly reads: readonly Read[];
  /** Expressions that tell a unit from all others. */
  readonly unit: readonly Node[];
  /** Which of them may be null. */
  readonly nullable: readonly boolean[];
  /** Whether a unit is a group of rows. */
  readonly grouped: boolean;
}

/** A table in a FROM. */
export interface Read {
  /** `schema.table`. */
  readonly table: string;
  /** By what name the query knows it. */
  readonly alias: string;
  /** The node of the tree itself. */
  readonly node: Node;
}
