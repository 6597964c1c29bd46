import { quoteIdentifier } from "@deepiri/database";
import { columnOf, primaryKey, sqlName } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Rehearsal } from "../rehearsal.js";

/**
 * Asks about primary keys with a column that the target does not have: the key would go with it, and rows could not
 * be told apart any more.
 *
 * @throws OpenDecisionsError that names them
 */
export function refuseOtherKeys({
  assigned,
  target,
}: Pick<Rehearsal, "assigned" | "target">): void {
  const asked = [...assigned].flatMap(([name, sources]) =>
    sources.flatMap(({ table, rename }) => {
      const wanted = target.catalog.tables.get(name);
      const key = primaryKey(table);
      const going = key.filter((one) => wanted && !columnOf(wanted, rename.get(one) ?? one));
      if (!wanted || going.length === 0) return [];
      const old = (now: string): string =>
        [...rename].find(([, renamed]) => renamed === now)?.[0] ?? now;
      const columns = primaryKey(wanted).map(old);
      const rule = table.constraints.find(({ kind }) => kind === "primary key")?.name ?? "";
      const isThere = columns.length > 0 && columns.every((one) => columnOf(table, one));
      return [
        runFirst(
          { table: plainName(table), columns: going },
          { code: "key of others", key, wanted: columns },
          isThere
            ? [
                `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${quoteIdentifier(rule)}, ADD PRIMARY KEY (${columns.map((one) => quoteIdentifier(one)).join(", ")});`,
              ]
            : [],
        ),
      ];
    }),
  );
  if (asked.length > 0) throw new OpenDecisionsError(asked);
}
