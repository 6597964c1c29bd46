/** What becomes of tables whose rows change shape. */
export interface ShapeChanges {
  /** Every table that projections read, and then those that are left out. */
  readonly tables: readonly ProjectedTable[];
  /** What each projection made of the rows that it was tried on. */
  readonly tried: readonly TriedProjection[];
  /** Projections of the mapping that are for other databases: this one has nothing of what they read. */
  readonly absent: readonly DeclaredFor[];
}

/** A table that goes at finalize. */
export interface ProjectedTable {
  /** `schema.table` */
  readonly table: string;
  readonly rows: number;
  /** The tables of the target that rows are made for; none for a table that is left out. */
  readonly to: readonly string[];
  /** Why it is left out, for one that is; why rows are that no projection uses, for one that is looked up. */
  readonly reason?: string;
  /** Columns that no projection reads, to the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Whether it can be written after the switch: there is a way back to it. */
  readonly back: boolean;
}

export interface TriedProjection extends DeclaredFor {
  /** Rows of the first table in `from` that it was tried on. */
  readonly sampled: number;
  /** Rows of that table in the database itself. */
  readonly of: number;
  /** Rows that its target holds already, which stay. */
  readonly there: number;
  /** Rows that it made. */
  readonly rows: number;
  /** Of these, those in which something was changed. */
  readonly repaired: number;
  /** What was changed in them, in most rows first. */
  readonly repairs: readonly Repairs[];
  /** What is not in the target, most first. A projection that groups counts groups, others rows. */
  readonly unprojected: readonly Unprojected[];
}

export interface Repairs {
  readonly what: string;
  /** Rows in which that was changed. */
  readonly count: number;
}

export interface Unprojected {
  readonly state: "quarantined" | "left out" | "waiting";
  readonly reason: string;
  readonly count: number;
}

export interface DeclaredFor {
  readonly name: string;
  /** `schema.table` of the target. */
  readonly to: string;
  /** What it reads, as `schema.table`; the table that gives the rows first. */
  readonly from: readonly string[];
}
