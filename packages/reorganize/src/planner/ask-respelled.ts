import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, type Column, columnOf, primaryKey, sqlName } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import { ask } from "../findings/ask.js";
import type { OpenDecision } from "../findings/open-decision.js";
import { runFirst } from "../findings/run-first.js";
import { isSameBase, isValid, targetTypes } from "../findings/target-types.js";
import { nameAfter } from "../plan/name-after.js";
import type { Source } from "../plan/plan.js";
import type { Queryable } from "../session/queryable.js";
import { readTakesInput } from "../session/takes-input.js";
import { comparableType } from "../steps/shared/comparable-type.js";
import { movedTables } from "./moved-tables.js";

/**
 * Asks about rows whose keys are printed otherwise by the type that the target gives them, such as 007: two keys may
 * become one, and what is kept of a row would not be found by its key on the way back. Most rows are not on the
 * scratch copy.
 *
 * @param reader of the database that `catalog` is of
 */
export async function askRespelled(
  reader: Queryable,
  catalog: Catalog,
  target: Catalog,
  sources: readonly Source[],
): Promise<OpenDecision[]> {
  const types = targetTypes(target, await readTakesInput(reader));
  const asked: OpenDecision[] = [];
  for (const { source, table, wanted } of movedTables(sources, catalog, target)) {
    for (const name of primaryKey(table)) {
      const [found, goal] = [columnOf(table, name), columnOf(wanted, nameAfter(source, name))];
      if (!found || !goal || !isRespelled(found, goal)) continue;
      const text = `${quoteIdentifier(name)}::pg_catalog.text`;
      const valid = isValid(text, goal.type, types) ?? "true";
      const differs = `CASE WHEN ${valid} THEN (${text}::${goal.type})::pg_catalog.text <> ${text} ELSE false END`;
      const { rows } = await ask<{ count: string }>(
        reader,
        `SELECT pg_catalog.count(*) AS count FROM ONLY ${sqlName(table)} WHERE ${differs}`,
      );
      const count = Number(rows?.[0]?.count ?? 0);
      if (count === 0) continue;
      const spelled = `UPDATE ${sqlName(table)} SET ${quoteIdentifier(name)} = (${text}::${goal.type})::${found.type} WHERE ${differs};`;
      const on = { table: plainName(table), columns: [name] };
      asked.push(runFirst(on, { code: "key respelled", type: goal.type, rows: count }, [spelled]));
    }
  }
  return asked;
}

/** Whether a value may be another text in the other type: of whole numbers, texts and enum types none is. */
function isRespelled(found: Column, goal: Column): boolean {
  const isText = goal.maxLength !== null || goal.enumType !== null;
  const isAlike = comparableType(found.type) === comparableType(goal.type);
  return !isText && !isAlike && !isSameBase(found.type, goal.type);
}
