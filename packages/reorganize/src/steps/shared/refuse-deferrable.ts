import { quoteIdentifier } from "@deepiri/database";
import { type Constraint, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";

/**
 * Refuses tables that rows are put into where these may be there already: PostgreSQL cannot tell while a
 * rule waits for the end of the transaction, and the transaction would fail at its end.
 *
 * @param tables as the database knows them
 * @throws OpenDecisionsError that names the rules
 */
export function refuseDeferrable(tables: readonly Table[]): void {
  const asked = tables.flatMap((table) =>
    table.constraints.filter(waits).map((rule) => askAbout(table, rule)),
  );
  if (asked.length > 0) throw new OpenDecisionsError(asked);
}

function waits({ kind, deferrable }: Constraint): boolean {
  return kind !== "foreign key" && deferrable;
}

function askAbout(table: Table, { name, definition, initiallyDeferred }: Constraint) {
  const rule = quoteIdentifier(name);
  const when = ` DEFERRABLE${initiallyDeferred ? " INITIALLY DEFERRED" : ""}`;
  const atOnce = definition.slice(0, -when.length);
  return runFirst({ table: plainName(table) }, { code: "deferrable rule", rule: name }, [
    `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${rule}, ADD CONSTRAINT ${rule} ${atOnce};`,
  ]);
}
