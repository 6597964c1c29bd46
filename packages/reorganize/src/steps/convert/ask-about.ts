import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Rehearsal } from "../rehearsal.js";
import { originalOf } from "../shared/original-of.js";
import type { ConversionRefusedError } from "./obstacles.js";

/** Asks what is to become of what stands in the way of a conversion, by the names that the database has. */
export function askAbout(
  { table: name, column, obstacles }: ConversionRefusedError,
  { tables }: Catalog,
  rehearsal: Rehearsal,
): OpenDecisionsError {
  const table = tables.get(name) as Table;
  const original = originalOf(rehearsal, table);
  const rules = table.constraints.filter(
    ({ kind, columns }) => kind === "exclusion" && columns.includes(column),
  );
  return new OpenDecisionsError([
    runFirst(
      { table: plainName(original), columns: [nameBefore(rehearsal, original, column)] },
      { code: "conversion", obstacles },
      rules.map(
        (rule) => `ALTER TABLE ${sqlName(original)} DROP CONSTRAINT ${quoteIdentifier(rule.name)};`,
      ),
    ),
  ]);
}

function nameBefore({ assigned }: Rehearsal, table: Table, column: string): string {
  const source = [...assigned.values()].flat().find((one) => one.table.oid === table.oid);
  return [...(source?.rename ?? [])].find(([, name]) => name === column)?.[0] ?? column;
}
