import { codeOf, isDependencyError } from "@deepiri/database/session";
import type { Catalog } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step } from "../../plan/step.js";
import { StepFailedError } from "../../session/errors.js";
import type { Rehearsal } from "../rehearsal.js";
import { askAboutConversion } from "../shared/ask-about-conversion.js";
import { type Reader, readReaders } from "../shared/read-readers.js";

/**
 * Asks about views that cannot be made again over the new type, where that is why one of the steps failed; any
 * other failure is given back.
 */
export async function explainConversion(
  failure: Error,
  steps: readonly Step[],
  from: Catalog,
  rehearsal: Rehearsal,
): Promise<Error> {
  if (!(failure instanceof StepFailedError) || !isAboutObjects(failure.cause)) return failure;
  const failed = steps.find(({ id }) => stepKey(id) === failure.step);
  const { column } = failed?.about ?? {};
  const table = from.tables.get(failed?.table ?? "");
  if (!table || typeof column !== "string") return failure;
  const compatible = new Set(
    [...rehearsal.views.values()].flat().map((one) => plainName(one.table)),
  );
  const isInTheWay = ({ isPlainView, view }: Reader): boolean =>
    isPlainView && !compatible.has(view ?? "");
  const views = (await readReaders(rehearsal.copy, table, column)).filter(isInTheWay);
  if (views.length === 0) return failure;
  const obstacles = [
    `${views.map(({ what }) => what).join(", ")} could not be made again over the new type, or stood in its way: ${(failure.cause as Error).message}`,
  ];
  return askAboutConversion(
    { table: plainName(table), column, obstacles },
    from,
    rehearsal,
    isInTheWay,
  );
}

function isAboutObjects(error: unknown): boolean {
  return codeOf(error)?.startsWith("42") || isDependencyError(error);
}
