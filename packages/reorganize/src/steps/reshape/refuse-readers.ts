import type { Catalog } from "../../catalog/catalog.js";
import { keyOf } from "../../catalog/delta/object-id.js";
import { parseTableName, plainColumn, plainName } from "../../catalog/table-name.js";
import type { Choice, OpenDecision } from "../../findings/open-decision.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Subject } from "../../plan/subject.js";
import type { Rehearsal } from "../rehearsal.js";
import { originalOf } from "../shared/original-of.js";
import { type Reader, readReaders } from "../shared/read-readers.js";
import { columnsOnlyIn } from "./difference.js";

/**
 * Asks what is to become of what others made on columns that the target does not have: it can neither
 * stay without them, nor go without a word.
 *
 * @param unmanagedTriggers as keyOf their id; those of the target change with the columns
 * @throws OpenDecisionsError that names them by column
 */
export async function refuseReaders(
  rehearsal: Pick<Rehearsal, "copy" | "target" | "assigned" | "views">,
  from: Catalog,
  unmanagedTriggers: ReadonlySet<string>,
): Promise<void> {
  const { copy, target, views } = rehearsal;
  const compatible = new Set([...views.values()].flat().map(({ table }) => plainName(table)));
  const asked: OpenDecision[] = [];
  for (const [name, wanted] of target.catalog.tables) {
    const table = from.tables.get(name);
    if (!table) continue;
    const { schema, name: own } = parseTableName(name);
    const isOfOthers = ({ trigger, view, keyOf: child }: Reader): boolean =>
      // Keys of the target change with the tables.
      child !== null
        ? !target.catalog.tables.has(child)
        : trigger === null
          ? view === null || !compatible.has(view)
          : unmanagedTriggers.has(keyOf({ kind: "trigger", schema, table: own, name: trigger }));
    for (const column of columnsOnlyIn(table, wanted)) {
      const original = originalOf(rehearsal, table);
      const readers = (await readReaders(copy, original, column)).filter(isOfOthers);
      const on = { table: plainName(original), columns: [column] };
      if (readers.length > 0) asked.push(askAbout(on, name, readers));
    }
  }
  if (asked.length > 0) throw new OpenDecisionsError(asked);
}

/** What can be dropped is dropped first; a trigger goes by a mapping, and comes back with a rollback. */
function askAbout(on: Subject, table: string, readers: readonly Reader[]): OpenDecision {
  const drops = readers.flatMap(({ trigger, drop }) => (trigger === null && drop ? [drop] : []));
  const triggers = readers.flatMap(({ trigger }) => trigger ?? []);
  const by = readers.map(({ what }) => what);
  const asked = runFirst(
    on,
    { code: "column read", by },
    drops.length > 0 ? [drops.join(" ")] : [],
  );
  return { ...asked, choices: [...asked.choices, ...triggers.map((one) => dropped(table, one))] };
}

function dropped(table: string, trigger: string): Choice {
  return {
    answer: { code: "effect", effect: { code: "drop trigger", trigger } },
    mapping: { dropTriggers: { [plainColumn(table, trigger)]: "why it may go" } },
  };
}
