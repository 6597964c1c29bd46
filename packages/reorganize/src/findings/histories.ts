import { type Catalog, columnOf, sqlName } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";
import type { Finding } from "./finding.js";
import { historyTable } from "./match-tables.js";
import { keyOf } from "./rows-of-match.js";

/** Migration histories that belong to no package, and what in them never finished. */
export async function findForeignHistories(
  reader: Queryable,
  source: Catalog,
  target: Catalog,
): Promise<Finding[]> {
  const findings: Finding[] = [];
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
    const name = plainName(table);
    findings.push({ kind: "history", table: name, count: all, samples: [] });
    if (failed > 0)
      findings.push({
        kind: "failed migration",
        table: name,
        count: failed,
        samples: samples ?? [],
      });
  }
  return findings;
}
