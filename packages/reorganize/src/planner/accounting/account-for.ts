import type { Catalog } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { observationOf } from "../../catalog/target-facts.js";
import type { Target } from "../../catalog/with-target.js";
import type { Source } from "../../plan/plan.js";
import type { ChangeWarning } from "../../plan/warning.js";
import type { Moment } from "../moment.js";
import { type Change, findChanges, type TableNames } from "./find-changes.js";

/**
 * What hung on the tables of a scratch copy and is not as it was, once all steps are done there: it
 * is told in the plan, and restored by a rollback.
 *
 * @param before the scratch copy then, and `after` now
 */
export async function accountFor(
  before: Moment,
  after: Moment,
  target: Target,
  sources: readonly Source[],
): Promise<ChangeWarning[]> {
  const changes = findChanges({
    before: before.objects,
    after: after.objects,
    target: await observationOf(target),
    tables: {
      before: namesOf(before.catalog),
      after: namesOf(after.catalog),
      target: namesOf(target.catalog),
    },
    sources,
  });
  return warningsOf(inOrder(changes));
}

function namesOf({ tables }: Catalog): TableNames {
  return new Map([...tables.values()].map((table) => [table.oid, plainName(table)]));
}

/** One warning for all things of a kind to which the same happens. */
function warningsOf(changes: readonly Change[]): ChangeWarning[] {
  const groups = new Map<string, ChangeWarning>();
  for (const { catalog, object, how, settings } of changes) {
    const key = JSON.stringify([catalog, how, settings]);
    const { objects } = groups.get(key) ?? { objects: [] };
    groups.set(key, {
      ...(how === "gone" ? { code: "objects dropped" } : { code: "settings changed", settings }),
      objects: [...objects, object],
    });
  }
  return [...groups.values()];
}

// The server lists them in any order, and the same database has the same plan.
function inOrder(changes: readonly Change[]): Change[] {
  const keyOf = ({ catalog, object }: Change): string => JSON.stringify([catalog, object]);
  return [...changes].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
