import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { originals } from "../../ledger/originals.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { onDocument } from "../shared/walk.js";
import type { Seed } from "./read-seeds.js";

/** Deletes the rows that the seed has added, children first. */
export function inverseOf(step: string, { tables }: Seed, target: Catalog): Run[] {
  return [
    {
      how: "transaction",
      sql: [
        ...[...tables].reverse().map((table) => deleteSql(step, table, target)),
        `DELETE FROM ${originals} WHERE step = ${literal(step)}`,
      ],
    },
  ];
}

/** A row that others refer to by now stays. */
function deleteSql(step: string, table: Table, target: Catalog): string {
  const unneeded = referencesTo(table, target).map(
    ({ from, on }) => ` AND NOT EXISTS (SELECT FROM ${sqlName(from)} AS child WHERE ${on})`,
  );
  return `DELETE FROM ${sqlName(table)} AS r USING ${originals} AS added
     WHERE added.step = ${literal(step)} AND added.key ->> 'table' = ${literal(plainName(table))} AND ${onDocument(table, "added.key")}${unneeded.join("")}`;
}

function referencesTo(table: Table, { tables }: Catalog): { from: Table; on: string }[] {
  return [...tables.values()].flatMap((from) =>
    from.constraints.flatMap(({ references, columns }) => {
      if (references?.table !== plainName(table)) return [];
      const on = columns.map(
        (name, at) =>
          `child.${quoteIdentifier(name)} = r.${quoteIdentifier(references.columns[at] as string)}`,
      );
      return [{ from, on: on.join(" AND ") }];
    }),
  );
}
