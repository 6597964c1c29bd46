import { type Catalog, columnOf, sqlName } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import { type Conflict, counted } from "./finding.js";
import { historyTable } from "./match-tables.js";
import { keyOf } from "./rows-of-place.js";

/** Migration histories that are of no package of ours, and what in them never finished. */
export async function findForeignHistories(
  reader: Queryable,
  source: Catalog,
  target: Catalog,
): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  const shared = [...source.tables.values()].filter(
    (table) => table.name === historyTable && !target.tables.has(plainName(table)),
  );
  for (const table of shared) {
    if (!columnOf(table, "finished_at") || !columnOf(table, "rolled_back_at")) continue;
    const { rows } = await ask<{ all: number; failed: number; samples: string[] }>(
      reader,
      `SELECT count(*)::float8 AS all, count(*) FILTER (WHERE unfinished)::float8 AS failed,
              (array_agg(key ORDER BY key) FILTER (WHERE unfinished))[1:5] AS samples
         FROM (SELECT ${keyOf(table)} AS key, finished_at IS NULL AND rolled_back_at IS NULL AS unfinished
                 FROM ${sqlName(table)} AS source) AS history`,
    );
    const { all = 0, failed = 0, samples } = rows?.[0] ?? {};
    const on = plainName(table);
    const what = `It holds ${counted(all, "migration")} of no package of ours.`;
    conflicts.push({ kind: "history", on, what, count: all, samples: [] });
    if (failed > 0)
      conflicts.push({
        kind: "failed migration",
        on,
        what: `${counted(failed, "migration")} never finished.`,
        count: failed,
        samples: samples ?? [],
      });
  }
  return conflicts;
}
