import type { Statement } from "@deepiri/sql";
import type pg from "pg";
import { plainName, type TableName } from "../../../catalog/table-name.js";
import {
  columnsIfMissing,
  compareColumns,
  compareIndex,
  differencesOf,
  isSameText,
} from "./compare-skipped.js";
import { enumsIn, wordsNow } from "./enums-in-body.js";
import type { FoundObject } from "./found-objects.js";
import type { SkippedStatement, TableDefinition } from "./loaded.js";
import type { Placed } from "./placed.js";
import type { Subject } from "./subject.js";
import { tableNow, wantedTable } from "./wanted-table.js";
import { bodyOf } from "./why-not-run.js";

/** What a statement passed over because something of its name was there. */
export interface PassedOver {
  /** Whether that is what it wants; null where it cannot be told. */
  readonly alike: boolean | null;
  readonly differences: SkippedStatement["differences"];
  /** Where it defines a table: that table. */
  readonly wanted?: Pick<TableDefinition, "name" | "wanted">;
  /** Where it is in a body: what it makes. */
  readonly subject?: Subject;
}

interface Effects {
  /** SQLSTATEs of the notices that it gave. */
  readonly notices: readonly string[];
  /** Where the session makes what is named without a schema. */
  readonly schema: string;
  readonly made: readonly FoundObject[];
}

const thereAlready = new Set(["42P07", "42701", "42710"]);

/** Compares what a statement wants with what was there; none where it passed over nothing. */
export async function passedOver(
  client: pg.ClientBase,
  placed: Placed,
  effects: Effects,
): Promise<PassedOver[]> {
  const { statement, subject } = placed;
  const { notices, schema } = effects;
  const isTold = notices.some((code) => thereAlready.has(code));
  if (statement.kind === "DoStmt")
    return [
      ...(await enumsPassedOver(client, statement, effects)),
      ...(isTold ? [told(undefined)] : []),
    ];
  if (!isTold || subject.makes === "extension") return [];
  const name = { schema: subject.schema ?? schema, name: subject.name ?? "" };
  if (subject.makes === "table") return [await tablePassedOver(client, statement, name)];
  if (subject.makes === "index") return [told(await compareIndex(client, statement, name))];
  if (subject.makes !== undefined) return [await textPassedOver(client, statement, name)];
  const columns = columnsIfMissing(statement).filter(
    (column) => !effects.made.some((one) => one.kind === "column" && one.name === column),
  );
  if (columns.length === 0) return [told(undefined)];
  return [told(await compareColumns(client, statement, name, columns))];
}

function told(differences: SkippedStatement["differences"] | undefined): PassedOver {
  return { alike: differences ? differences.length === 0 : null, differences: differences ?? [] };
}

async function tablePassedOver(
  client: pg.ClientBase,
  statement: Statement,
  name: TableName,
): Promise<PassedOver> {
  const found = await tableNow(client, name);
  const wanted = await wantedTable(client, statement, name);
  const table = { name: plainName(name), ...(wanted && { wanted }) };
  // What has its name may be no table.
  if (!found) return { alike: wanted ? false : null, differences: [], wanted: table };
  return {
    ...told(wanted && differencesOf(wanted.table, found, wanted.withoutForeignKeys)),
    wanted: table,
  };
}

/** A sequence or a materialized view. Its text is compared, and not told. */
async function textPassedOver(
  client: pg.ClientBase,
  statement: Statement,
  name: TableName,
): Promise<PassedOver> {
  const alike = await isSameText(client, statement, name);
  return { alike: alike ?? null, differences: [] };
}

async function enumsPassedOver(
  client: pg.ClientBase,
  statement: Statement,
  { schema, made }: Effects,
): Promise<PassedOver[]> {
  const passed: PassedOver[] = [];
  for (const { schema: own = schema, name, words } of await enumsIn(bodyOf(statement))) {
    if (made.some((one) => one.kind === "type" && one.name === name)) continue;
    const there = await wordsNow(client, own, name);
    if (!there) continue;
    const [wanted, found] = [words.join(", "), there.join(", ")];
    const subject = { does: "create type", makes: "type", schema: own, name };
    const differences = wanted === found ? [] : [{ aspect: "words" as const, name, wanted, found }];
    passed.push({ ...told(differences), subject });
  }
  return passed;
}
