import { sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";
import type { Rehearsal } from "../rehearsal.js";
import type { CompatibilityView } from "../shared/compatibility-view.js";
import { inverseOf } from "./inverse.js";
import { commentSql } from "./sql.js";

/** Comments of tables, carried over to their compatibility views; those go with the views at the end. */
export async function plan({ copy, views, perform }: Rehearsal): Promise<void> {
  const steps: Step[] = [];
  for (const view of [...views.values()].flat()) {
    const comments = await readComments(copy, view);
    if (comments && comments.table !== comments.view)
      steps.push(commentStep(view, comments.table, comments.view));
  }
  await perform(steps);
}

interface Comments {
  readonly table: string | null;
  readonly view: string | null;
}

/** Both comments; undefined when the view or the table is gone. */
async function readComments(
  copy: Queryable,
  { table, to }: CompatibilityView,
): Promise<Comments | undefined> {
  const [comments] = await copy.query<Comments>(
    `SELECT pg_catalog.obj_description(now, 'pg_class') AS table, pg_catalog.obj_description(old, 'pg_class') AS view
       FROM pg_catalog.to_regclass($1) AS now, pg_catalog.to_regclass($2) AS old
      WHERE now IS NOT NULL AND old IS NOT NULL`,
    [sqlName(to), sqlName(table)],
  );
  return comments;
}

function commentStep(view: CompatibilityView, comment: string | null, before: string | null): Step {
  return {
    id: { kind: "comment", action: "comment", on: plainName(view.table) },
    table: plainName(view.to),
    forward: { how: "transaction", sql: [commentSql(view, comment)] },
    inverse: inverseOf(view, before),
    lock: "SHARE UPDATE EXCLUSIVE",
    hazards: [],
    rows: 0,
    seconds: 0.01,
  };
}
