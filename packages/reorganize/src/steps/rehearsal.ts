import type { Catalog } from "../catalog/catalog.js";
import type { Target } from "../catalog/with-target.js";
import type { Assignment } from "../findings/assign-sources.js";
import type { Mapping } from "../plan/mapping.js";
import type { Source } from "../plan/plan.js";
import type { PlannedProjection, RetiredTable } from "../plan/planned-projection.js";
import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import type { LosingTable } from "./losing-table.js";
import type { CompatibilityView } from "./shared/compatibility-view.js";
import type { CompatibilityViews } from "./shared/compatibility-views.js";

/** A scratch copy on its way to the target. */
export interface Rehearsal {
  /** A session on the copy. */
  readonly copy: Session;
  /** The copy's catalog as it is now. */
  readonly readCatalog: () => Promise<Catalog>;
  readonly target: Target;
  readonly mapping: Mapping;
  /** Tables that a package owns, as `schema.table`. */
  readonly ours: ReadonlySet<string>;
  /** Per target table its sources, as they were before the first step. */
  readonly assigned: ReadonlyMap<string, readonly Assignment[]>;
  /** The compatibility views so far, by the table that they show. */
  readonly views: CompatibilityViews;
  /** Writes the steps down and does them on the copy. */
  readonly perform: (steps: readonly Step[]) => Promise<void>;
  /** Says what becomes of tables of the source. */
  readonly recordSources: (sources: readonly Source[]) => void;
  /** Says by which queries rows change shape, and which tables are over with that. */
  readonly recordProjections: (
    projections: readonly PlannedProjection[],
    retired: readonly RetiredTable[],
  ) => void;
  /** Says of which tables rows may be quarantined, and how many would be. */
  readonly recordLosing: (tables: readonly LosingTable[]) => void;
  /** Says which views stay at old names from now on. */
  readonly addViews: (views: readonly CompatibilityView[]) => void;
}
