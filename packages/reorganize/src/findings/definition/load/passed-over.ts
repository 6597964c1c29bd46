import type pg from "pg";
import type { Difference } from "../../../catalog/compare-tables.js";
import { plainName } from "../../../catalog/table-name.js";
import {
  columnsIfMissing,
  compareColumns,
  compareIndex,
  differencesOf,
} from "./compare-skipped.js";
import type { Placed } from "./file-log.js";
import type { FoundObject } from "./found-objects.js";
import type { TableDefinition } from "./loaded.js";
import { tableNow, wantedTable } from "./wanted-table.js";

/** What a statement passed over because something of its name was there. */
interface PassedOver {
  /** How what was there differs from what it wants; undefined where that cannot be told. */
  readonly differences: readonly Difference[] | undefined;
  /** Where it defines a table: that table. */
  readonly wanted?: Pick<TableDefinition, "name" | "wanted">;
}

interface Effects {
  /** SQLSTATEs of the notices that it gave. */
  readonly notices: readonly string[];
  /** Where the session makes what is named without a schema. */
  readonly schema: string;
  readonly made: readonly FoundObject[];
}

const thereAlready = new Set(["42P07", "42701", "42710"]);

/** Compares what a statement wants with what was there; undefined where it passed over nothing. */
export async function passedOver(
  client: pg.ClientBase,
  { statement, subject }: Placed,
  { notices, schema: current, made }: Effects,
): Promise<PassedOver | undefined> {
  if (!notices.some((code) => thereAlready.has(code)) || subject.makes === "extension")
    return undefined;
  const name = { schema: subject.schema ?? current, name: subject.name ?? "" };
  if (subject.makes === "table") {
    const found = await tableNow(client, name);
    const wanted = await wantedTable(client, statement, name);
    const differences =
      found && wanted && differencesOf(wanted.table, found, wanted.withoutForeignKeys);
    return { differences, wanted: { name: plainName(name), ...(wanted && { wanted }) } };
  }
  if (subject.makes === "index")
    return { differences: await compareIndex(client, statement, name) };
  const columns = columnsIfMissing(statement).filter(
    (column) => !made.some((one) => one.kind === "column" && one.name === column),
  );
  if (columns.length === 0) return { differences: undefined };
  return { differences: await compareColumns(client, statement, name, columns) };
}
