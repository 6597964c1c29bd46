import { type Column, columnOf } from "../../catalog/catalog.js";
import type { Action } from "../../catalog/delta/action.js";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import type { Run } from "../../plan/step.js";
import { advanceSequence, isNumbered } from "../shared/advance-sequence.js";
import { type Difference, sidesOf, type Way } from "./difference.js";

/**
 * The run of these actions, which then moves the sequences from which columns begin to draw behind the
 * numbers that their rows have: it would give them once more.
 */
export function withNewNumbers(
  run: Run,
  actions: readonly Action[],
  difference: Difference,
  way: Way,
): Run {
  if (run.how !== "transaction") return run;
  const moves = columnsIn(actions).flatMap(({ table, name }) => {
    const sides = sidesOf(table, way, difference);
    const [before, after] = [sides?.here, sides?.goal].map((side) => side && columnOf(side, name));
    if (!sides || !before || !after || !isNumbered(after) || drawsAlike(before, after)) return [];
    const numbers = [{ table: sides.here, column: name }];
    return advanceSequence(
      sides.here,
      after,
      numbers,
      way === "there" ? "always" : "after inserts",
    );
  });
  return moves.length === 0 ? run : { ...run, sql: [...run.sql, ...moves] };
}

/** The columns that they change. */
function columnsIn(actions: readonly Action[]): { table: string; name: string }[] {
  const columns = actions
    .flatMap(({ produces, consumes }) => [...produces, ...consumes])
    .flatMap((id) =>
      id.kind === "column" || id.kind === "default"
        ? [{ table: plainName({ schema: id.schema, name: id.table }), name: id.name }]
        : [],
    );
  return [...new Map(columns.map((one) => [plainColumn(one.table, one.name), one])).values()];
}

function drawsAlike(one: Column, other: Column): boolean {
  return one.identity === other.identity && one.default === other.default;
}
