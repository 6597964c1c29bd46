import { quoteIdentifier } from "@deepiri/database";
import { primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { documentOfRow } from "../../ledger/document.js";
import { ownName } from "../../ledger/own-name.js";
import { writtenTo } from "../../ledger/store.js";
import type { Run } from "../../plan/step.js";
import { KeylessTableError } from "../shared/back-up-values.js";
import { keyDocument, onKey, walk } from "../shared/walk.js";

/**
 * Drops a table that the database did not have before, with a backup of its rows: it leaves its name at
 * once, so that no program writes it any more, and is backed up without a lock that any waits for.
 */
export function dropTableRuns(table: Table): Run[] {
  if (primaryKey(table).length === 0)
    throw new KeylessTableError(
      plainName(table),
      table.columns.map(({ name }) => name),
    );
  const store = writtenTo(table);
  const leaving = { ...table, name: ownName("leaving", plainName(table)) };
  return [
    {
      how: "transaction",
      sql: [
        ...store.create,
        `ALTER TABLE ${sqlName(table)} RENAME TO ${quoteIdentifier(leaving.name)}`,
      ],
    },
    walk(leaving, (batch) => {
      const rows = `SELECT ${keyDocument(leaving)}, ${documentOfRow(leaving.columns, "r")} FROM ${sqlName(leaving)} AS r JOIN ${batch} ON ${onKey(leaving, batch)}`;
      return `kept AS (${store.save(rows, "replace")})`;
    }),
    { how: "transaction", sql: [`DROP TABLE IF EXISTS ${sqlName(leaving)}`] },
  ];
}
