import { readCatalog } from "../../../src/catalog/read-catalog.js";
import { mappingSchema } from "../../../src/plan/mapping.js";
import type { PlannedProjection } from "../../../src/plan/planned-projection.js";
import type { Step } from "../../../src/plan/step.js";
import type { Projection } from "../../../src/projection/projection.js";
import { readProjections } from "../../../src/projection/read-projections.js";
import type { Session } from "../../../src/session/session.js";
import { project } from "../../../src/steps/project/index.js";
import type { Rehearsal } from "../../../src/steps/rehearsal.js";

export type Projections = Record<
  string,
  {
    to: string;
    query: string;
    unit?: string[];
    back?: Record<string, string>;
    refersTo?: Record<string, Record<string, string>>;
    before?: string[];
    after?: string[];
    undo?: string[];
    late?: string[];
    settings?: Record<string, string>;
  }
>;

/** What a plan has of some projections. */
export interface PlannedProjections {
  readonly steps: readonly Step[];
  readonly projections: readonly Projection[];
  /** As the plan holds them. */
  readonly planned: readonly PlannedProjection[];
}

/** Plans projections in a database that has the sources and the targets; nothing is done there. */
export async function planProjections(
  session: Session,
  declared: Projections,
): Promise<PlannedProjections> {
  const mapping = mappingSchema.parse({ name: "test", projections: declared });
  const catalog = await readCatalog(session);
  const steps: Step[] = [];
  let planned: readonly PlannedProjection[] = [];
  await project.plan({
    copy: session,
    readCatalog: async () => catalog,
    mapping,
    perform: async (made: readonly Step[]) => {
      steps.push(...made);
    },
    recordProjections: (made: readonly PlannedProjection[]) => {
      planned = made;
    },
  } as Partial<Rehearsal> as Rehearsal);
  return { steps, projections: await readProjections(session, catalog, mapping), planned };
}
