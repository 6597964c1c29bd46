import { type Catalog, columnOf } from "../catalog/catalog.js";
import { plainColumn } from "../catalog/table-name.js";
import type { Choice, OpenDecision } from "../findings/open-decision.js";
import type { Loss, LossReason } from "../plan/loss.js";
import type { Mapping } from "../plan/mapping.js";

/** Fewer rows than these a person can look through. */
const handful = 10;

/**
 * Asks where more than a tenth of a table's rows, and more than a handful, would leave programs' sight
 * only because the mapping says what becomes of rows that nobody has thought of.
 */
export function askLosses(
  losses: readonly Loss[],
  target: Catalog,
  { mayLose }: Pick<Mapping, "mayLose">,
): OpenDecision[] {
  return losses
    .filter(({ table }) => mayLose[table] === undefined)
    .flatMap((loss) => {
      const undeclared = loss.reasons.filter(({ rule }) => !rule.startsWith("setAside."));
      const rows = undeclared.reduce((sum, one) => sum + one.rows, 0);
      if (rows <= handful || rows * 10 <= loss.of) return [];
      const asked: Loss = { ...loss, rows, reasons: undeclared };
      return [
        {
          on: { table: loss.table },
          question: { code: "losses", loss: asked },
          choices: [...repairsOf(asked, target), quarantine(loss.table)],
        },
      ];
    });
}

function quarantine(table: string): Choice {
  return {
    answer: { code: "effect", effect: { code: "quarantine rows" } },
    mapping: { mayLose: { [table]: "why they may" } },
  };
}

/** Repairs that make a row lawful: of words that the target does not know its default. */
function repairsOf({ table, reasons }: Loss, target: Catalog): Choice[] {
  return reasons.flatMap(({ column, rule }: LossReason): Choice[] => {
    const wanted = target.tables.get(table);
    const goal = wanted && column !== undefined ? columnOf(wanted, column) : undefined;
    const word = /^'((?:[^']|'')*)'/.exec(goal?.default ?? "")?.[1]?.replaceAll("''", "'");
    if (!goal || word === undefined || !["otherwise.check", "otherwise.word"].includes(rule))
      return [];
    const repairs = { [plainColumn(table, goal.name)]: { otherwise: word } };
    const effect = { code: "replace words" as const, word };
    return [{ answer: { code: "effect", effect }, mapping: { repairs } }];
  });
}
