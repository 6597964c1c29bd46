import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Rehearsal } from "../rehearsal.js";
import { originalOf } from "./original-of.js";
import { type Reader, readReaders } from "./read-readers.js";

/** A column whose type is to change, and what is in the way of that. */
interface Obstructed {
  /** `schema.table` */
  readonly table: string;
  readonly column: string;
  readonly obstacles: readonly string[];
}

/** Asks what is to become of what stands in the way of a conversion, by the names that the database has. */
export async function askAboutConversion(
  { table: name, column, obstacles }: Obstructed,
  { tables }: Catalog,
  rehearsal: Rehearsal,
  isInTheWay: (reader: Reader) => boolean = (reader) => !reader.isPlainView && !reader.trigger,
): Promise<OpenDecisionsError> {
  const table = tables.get(name) as Table;
  const original = originalOf(rehearsal, table);
  const rules = table.constraints.filter(
    ({ kind, columns }) => kind === "exclusion" && columns.includes(column),
  );
  const readers = await readReaders(rehearsal.copy, original, column);
  return new OpenDecisionsError([
    runFirst(
      { table: plainName(original), columns: [nameBefore(rehearsal, original, column)] },
      { code: "conversion", obstacles },
      [
        ...rules.map(
          (rule) =>
            `ALTER TABLE ${sqlName(original)} DROP CONSTRAINT ${quoteIdentifier(rule.name)};`,
        ),
        ...readers.filter(isInTheWay).flatMap(({ drop }) => drop ?? []),
      ],
    ),
  ]);
}

function nameBefore({ assigned }: Rehearsal, table: Table, column: string): string {
  const source = [...assigned.values()].flat().find((one) => one.table.oid === table.oid);
  return [...(source?.rename ?? [])].find(([, name]) => name === column)?.[0] ?? column;
}
