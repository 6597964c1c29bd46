import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { ask } from "../../findings/ask.js";
import type { OpenDecision } from "../../findings/open-decision.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import { baseOf, isValid, targetTypes } from "../../findings/target-types.js";
import { takesInputOfSteps } from "../../ledger/takes-input.js";
import type { Queryable } from "../../session/queryable.js";
import type { Rehearsal } from "../rehearsal.js";

/**
 * Asks about columns whose values PostgreSQL converts, though their texts are none of the new type, such as an amount of money
 * or an hstore: by their texts values are judged, compared and brought back. Numbers are judged as such.
 *
 * @throws OpenDecisionsError that names them, with the statement that converts them
 */
export async function refuseOtherTexts({
  copy,
  assigned,
  target,
}: Pick<Rehearsal, "copy" | "assigned" | "target">): Promise<void> {
  const types = targetTypes(target.catalog, await takesInputOfSteps(copy));
  const casts = await readCasts(copy);
  const asked: OpenDecision[] = [];
  for (const [name, sources] of assigned)
    for (const { table, rename } of sources)
      for (const found of table.columns) {
        const goal = target.catalog.tables.get(name);
        const wanted = goal && columnOf(goal, rename.get(found.name) ?? found.name);
        if (!wanted || found.isNumber || !casts.has(`${baseOf(found.type)} ${baseOf(wanted.type)}`))
          continue;
        const valid = isValid(
          `${quoteIdentifier(found.name)}::pg_catalog.text`,
          wanted.type,
          types,
        );
        if (valid && (await isConvertedOtherwise(copy, table, found, wanted.type, valid)))
          asked.push(convertFirst(table, found, wanted));
      }
  if (asked.length > 0) throw new OpenDecisionsError(asked);
}

/** Which types PostgreSQL converts by a function of its own, as `source target`. */
async function readCasts(copy: Queryable): Promise<ReadonlySet<string>> {
  const rows = await copy.query<{ pair: string }>(
    `SELECT pg_catalog.format_type(castsource, NULL) || ' ' || pg_catalog.format_type(casttarget, NULL) AS pair
       FROM pg_catalog.pg_cast WHERE castmethod = 'f' AND castsource <> casttarget`,
  );
  return new Set(rows.map(({ pair }) => pair));
}

async function isConvertedOtherwise(
  copy: Queryable,
  table: Table,
  { name }: Column,
  type: string,
  valid: string,
): Promise<boolean> {
  const value = quoteIdentifier(name);
  await copy.query("BEGIN");
  const { rows } = await ask<{ other: boolean }>(
    copy,
    `SELECT pg_catalog.count(${value}::${type}) > pg_catalog.count(${value}) FILTER (WHERE ${valid}) AS other FROM ONLY ${sqlName(table)}`,
  );
  await copy.query("COMMIT");
  return rows?.[0]?.other ?? false;
}

function convertFirst(table: Table, found: Column, { type }: Column): OpenDecision {
  const column = quoteIdentifier(found.name);
  const bare = found.default === null ? "" : `ALTER COLUMN ${column} DROP DEFAULT, `;
  const sql = `ALTER TABLE ${sqlName(table)} ${bare}ALTER COLUMN ${column} TYPE ${type} USING ${column}::${type};`;
  const question = { code: "converted by a cast", type: found.type, wanted: type } as const;
  return runFirst({ table: plainName(table), columns: [found.name] }, question, [sql]);
}
