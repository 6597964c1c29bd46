import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../catalog/catalog.js";
import { cutFrom } from "../../ledger/store.js";
import type { Run, Step } from "../../plan/step.js";
import { backUp, documentIfWorth } from "../shared/back-up-values.js";
import type { Conversion } from "./conversion.js";
import { stepOf } from "./convert.js";
import { back } from "./direction.js";
import { inverseOf } from "./inverse.js";
import { refuseObstacles } from "./obstacles.js";

/**
 * Gives a column a wider type, for which PostgreSQL only touches the catalog. Its inverse is a
 * conversion: what the old type would truncate is backed up in `_reorganize`.
 *
 * @throws ConversionRefusedError when the column has what the inverse would break
 * @throws KeylessTableError when the table has no primary key
 */
export function planWidening(conversion: Conversion): Step[] {
  refuseObstacles(conversion);
  const { table, column, to, dependents } = conversion;
  const name = `${sqlName(table)} ALTER COLUMN ${quoteIdentifier(column)} TYPE ${to}`;
  const forward: Run = {
    how: "transaction",
    sql: [
      ...[...dependents].reverse().flatMap(({ dropSql }) => dropSql),
      `ALTER TABLE ${name}`,
      ...dependents.flatMap(({ createSql }) => createSql),
    ],
  };
  return [
    stepOf(conversion, {
      what: "widen",
      about: { column, type: to },
      forward,
      inverse: narrowingOf(conversion),
      lock: "ACCESS EXCLUSIVE",
    }),
  ];
}

function narrowingOf(conversion: Conversion): Run[] {
  const { table, column, back: narrow } = conversion;
  const { capture, walk, endCapture, tidy } = backUp({
    table,
    columns: [column],
    document: documentIfWorth(
      [column],
      (value) => `${value}::text IS DISTINCT FROM (${narrow(value)})::text`,
    ),
    store: cutFrom(table, column),
  });
  return [capture, walk, ...inverseOf(back(conversion), endCapture), tidy];
}
