import type { Decision } from "./decision.js";
import type { Foreseen } from "./foreseen.js";
import type { Loss } from "./loss.js";
import type { LostRule } from "./lost-rule.js";
import type { PgDumpAsked } from "./pg-dump-asked.js";
import type { PlannedProjection, RetiredTable } from "./planned-projection.js";
import type { ShapeChanges } from "./shape-changes.js";
import type { Step } from "./step.js";
import type { UnmanagedObject } from "./unmanaged-object.js";
import type { Warning } from "./warning.js";

/**
 * A plan is data: everything that `apply` and `rollback` do is written in it, and nothing else is done.
 * It holds no row of the database and no secret.
 */
export interface Plan {
  readonly format: 1;
  /** Name of the database the plan was made for. */
  readonly database: string;
  /** Fingerprint of the schema that the plan was made from; `apply` refuses any other. */
  readonly source: string;
  /** Fingerprint of the definitions (migration files) the plan leads to. */
  readonly target: string;
  /** Which of the workspace's databases it is to become; the default one if absent. */
  readonly targetDatabase?: string;
  readonly steps: readonly Step[];
  readonly sources: readonly Source[];
  /** The queries by which rows change shape, parents of the target first; absent when there is none. */
  readonly projections?: readonly PlannedProjection[];
  /** The tables that they read, and those that are left out; absent when there is none. */
  readonly retired?: readonly RetiredTable[];
  /** Rows that leave programs' sight, counted in the database itself; the largest part of a table first. */
  readonly losses: readonly Loss[];
  /** What becomes of tables whose rows change shape; absent when the mapping has no projections. */
  readonly shapeChanges?: ShapeChanges;
  /** What a rollback brings back only if the rows of that moment allow it; absent when there is none. */
  readonly lostRules?: readonly LostRule[];
  /** What there was and what there is to be, object by object and right by right. */
  readonly foreseen?: Foreseen;
  /** Whether PostgreSQL's own program saw as well that the way back leads back. */
  readonly pgDump?: PgDumpAsked;
  readonly decisions: readonly Decision[];
  /** Objects that no package owns; they stay as they are. */
  readonly unmanaged: readonly UnmanagedObject[];
  /** What programs on old names lose, and other things to know before it is applied. */
  readonly warnings: readonly Warning[];
}

/** What becomes of one table of the source. */
export interface Source {
  /** `schema.table` before. */
  readonly from: string;
  /** `schema.table` after; absent when it is parked. */
  readonly to?: string;
  /** Old column name to new one, for those that change. */
  readonly columns: Readonly<Record<string, string>>;
  /** Whether its rows join those of another source of the same target. */
  readonly merged: boolean;
  readonly rows: number;
}
