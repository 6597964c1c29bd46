/** A projection as the plan holds it: all that it takes to compare its target with what its query says. */
export interface PlannedProjection {
  readonly name: string;
  /** `schema.table` of the target. */
  readonly to: string;
  /** Columns of the primary key of `to`. */
  readonly key: readonly string[];
  /** The columns that the query gives, each with the type to which a value is cast before it is compared. */
  readonly columns: readonly GivenColumn[];
  /** Columns that are null as long as the row that they lead to is not there. */
  readonly late: readonly string[];
  /** The remarks that the query makes beside its columns. */
  readonly remarks: readonly string[];
  /** How many parts a unit has. */
  readonly parts: number;
  /** Whether a unit is a group of rows. */
  readonly grouped: boolean;
  /** Whether a part of a unit may be null. */
  readonly nullable: boolean;
  /** The query as it was written, with the unit behind its columns. */
  readonly query: string;
  /** The same for the units in the relation `_unit` alone. */
  readonly ofUnits: string;
  /** SQL of all units that there are. */
  readonly units: string;
  /** SQL of units of it, in a column `unit`, that wait for a row that is there: they are in no quarantine, but missing. */
  readonly inVain: string;
  /** The places in its FROM where tables are read. */
  readonly places: readonly PlannedPlace[];
}

export interface GivenColumn {
  readonly name: string;
  readonly type: string;
}

/** A place where a projection reads a table. */
export interface PlannedPlace {
  /** `schema.table`. */
  readonly table: string;
  /** Whether the units are made of its rows, rather than look something up in them. */
  readonly own: boolean;
  /** SQL of the rows of the table that the query comes upon here: `_table` and `_row` (tableoid and ctid), and their unit. */
  readonly rows: string;
}

/** A table that finalize drops: one that projections read, or that the mapping leaves out. */
export interface RetiredTable {
  /** `schema.table`. */
  readonly table: string;
  /** Columns of its primary key. */
  readonly key: readonly string[];
  /** Why rows that no projection takes are left out; absent where each has to be taken. */
  readonly leftOut?: string;
  /** Whether it follows the new tables, and so stays writable after a switch. */
  readonly follows: boolean;
}
