import { quoteIdentifier } from "@deepiri/database";
import { codeOf, isDependencyError } from "@deepiri/database/session";
import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step } from "../../plan/step.js";
import { StepFailedError } from "../../session/errors.js";
import type { Rehearsal } from "../rehearsal.js";
import { originalOf } from "../shared/original-of.js";
import { type Reader, readReaders } from "../shared/read-readers.js";
import type { ConversionRefusedError } from "./obstacles.js";

/** Asks what is to become of what stands in the way of a conversion, by the names that the database has. */
export async function askAbout(
  {
    table: name,
    column,
    obstacles,
  }: Pick<ConversionRefusedError, "table" | "column" | "obstacles">,
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

/**
 * Asks about views that cannot be made again over the new type, where that is why one of the steps failed; any
 * other failure is given back.
 */
export async function explainConversion(
  failure: Error,
  steps: readonly Step[],
  from: Catalog,
  rehearsal: Rehearsal,
): Promise<Error> {
  if (!(failure instanceof StepFailedError) || !isAboutObjects(failure.cause)) return failure;
  const failed = steps.find(({ id }) => stepKey(id) === failure.step);
  const { column } = failed?.about ?? {};
  const table = from.tables.get(failed?.table ?? "");
  if (!table || typeof column !== "string") return failure;
  const compatible = new Set(
    [...rehearsal.views.values()].flat().map((one) => plainName(one.table)),
  );
  const isInTheWay = ({ isPlainView, view }: Reader): boolean =>
    isPlainView && !compatible.has(view ?? "");
  const views = (await readReaders(rehearsal.copy, table, column)).filter(isInTheWay);
  if (views.length === 0) return failure;
  const obstacles = [
    `${views.map(({ what }) => what).join(", ")} could not be made again over the new type, or stood in its way: ${(failure.cause as Error).message}`,
  ];
  return askAbout({ table: plainName(table), column, obstacles }, from, rehearsal, isInTheWay);
}

function isAboutObjects(error: unknown): boolean {
  return codeOf(error)?.startsWith("42") || isDependencyError(error);
}

function nameBefore({ assigned }: Rehearsal, table: Table, column: string): string {
  const source = [...assigned.values()].flat().find((one) => one.table.oid === table.oid);
  return [...(source?.rename ?? [])].find(([, name]) => name === column)?.[0] ?? column;
}
