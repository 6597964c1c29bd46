import type { Catalog } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { OpenDecision } from "../../findings/open-decision.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step } from "../../plan/step.js";
import { StepFailedError } from "../../session/errors.js";
import type { Rehearsal } from "../rehearsal.js";
import { askAboutConversion } from "../shared/ask-about-conversion.js";
import { readBlockingDependents } from "../shared/read-blocking-dependents.js";
import { changedColumns } from "./dependents.js";

/**
 * Asks about what depends on columns whose type changes, where that is why one of the steps failed; any other failure
 * is given back.
 */
export async function explainAlteration(
  failure: Error,
  steps: readonly Step[],
  from: Catalog,
  rehearsal: Rehearsal,
): Promise<Error> {
  if (!(failure instanceof StepFailedError)) return failure;
  const failed = steps.find(({ id }) => stepKey(id) === failure.step);
  const table = from.tables.get(failed?.table ?? "");
  const wanted = rehearsal.target.catalog.tables.get(failed?.table ?? "");
  if (!table || !wanted) return failure;
  const asked: OpenDecision[] = [];
  for (const column of changedColumns(table, wanted)) {
    const obstacles = await readBlockingDependents(rehearsal.copy, table.oid, column);
    if (obstacles.length === 0) continue;
    const about = { table: plainName(table), column, obstacles };
    asked.push(...(await askAboutConversion(about, from, rehearsal)).open);
  }
  return asked.length > 0 ? new OpenDecisionsError(asked) : failure;
}
