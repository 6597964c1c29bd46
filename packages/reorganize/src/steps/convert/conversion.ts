import type { Catalog, Index, Table } from "../../catalog/catalog.js";
import type { Hazard } from "../../plan/step.js";
import type { Dependent } from "../shared/read-dependents.js";

/** Something of the column that a new column has not. */
export interface ColumnAttribute {
  /** Name of the CHECK or index it is about; null when it is about the column itself. */
  readonly of: string | null;
  readonly sql: string;
  /** Whether the new type may not take it: it comes back with the old one. */
  readonly ofOldType: boolean;
}

/** Another type for one column. */
export interface Conversion {
  /** As it is when the conversion begins. */
  readonly table: Table;
  readonly column: string;
  /** SQL type with its schema. */
  readonly to: string;
  /** The collation that it has in the target instead of its type's, as SQL, or null. */
  readonly collation?: string | null;
  /** Default expression in the target, or null. */
  readonly defaultAfter: string | null;
  /**
   * The new value as SQL over the column, such as ``(c) => `${c}::text::public."Status"` ``. No value
   * becomes null, and `back` gives the same value again; rows for which that is not so are repaired before.
   */
  readonly forward: (column: string) => string;
  readonly back: (column: string) => string;
  /** In the order in which they can be made; they are dropped in reverse. */
  readonly dependents: readonly Dependent[];
  /** Names of the CHECKs that hold for the new type too; the others are dropped, and restored by the undo. */
  readonly keptChecks?: readonly string[];
  /** Names of indexes that the new type cannot have. */
  readonly droppedIndexes?: readonly string[];
  /** Indexes of the target to build at once, such as those that take a dropped one's place. */
  readonly addedIndexes?: readonly Index[];
  readonly columnComment?: string;
  /** Comments, rights and the like, as `readColumnAttributes` finds them. */
  readonly restore?: readonly ColumnAttribute[];
  /** What programs have to know of the new type. */
  readonly hazards?: readonly Hazard[];
  /** What else depends on the column, as `readBlockingDependents` tells it: the conversion is refused. */
  readonly blocking?: readonly string[];
  /** SQL names of the enum types among the two. */
  readonly enums?: ReadonlySet<string>;
  /** All tables, so that foreign keys that refer to the column are seen. */
  readonly tables?: Catalog["tables"];
}
