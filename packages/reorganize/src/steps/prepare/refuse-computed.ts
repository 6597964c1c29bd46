import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Rehearsal } from "../rehearsal.js";

/**
 * Asks about columns that are computed where the target's are not: what programs are to write there nobody
 * would compute any more.
 *
 * @throws OpenDecisionsError that names them
 */
export function refuseComputed({ assigned, target }: Pick<Rehearsal, "assigned" | "target">): void {
  const asked = [...assigned].flatMap(([name, sources]) =>
    sources.flatMap(({ table, rename }) =>
      table.columns
        .filter((column) => {
          const wanted = columnOf(
            target.catalog.tables.get(name) ?? table,
            rename.get(column.name) ?? column.name,
          );
          return column.generated && wanted?.generated === false;
        })
        .map((column) =>
          runFirst({ table: plainName(table), columns: [column.name] }, { code: "computed" }, [
            plain(table, column),
          ]),
        ),
    ),
  );
  if (asked.length > 0) throw new OpenDecisionsError(asked);
}

// PostgreSQL stores no value of a virtual column that could stay.
function plain(table: Table, { name, type, virtual }: Column): string {
  const [relation, column, computed] = [
    sqlName(table),
    quoteIdentifier(name),
    quoteIdentifier(`${name} computed`),
  ];
  return virtual
    ? `ALTER TABLE ${relation} RENAME ${column} TO ${computed}; ALTER TABLE ${relation} ADD ${column} ${type}; UPDATE ${relation} SET ${column} = ${computed}; ALTER TABLE ${relation} DROP ${computed};`
    : `ALTER TABLE ${relation} ALTER COLUMN ${column} DROP EXPRESSION;`;
}
