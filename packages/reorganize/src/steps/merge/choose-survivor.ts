import { columnOf, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Session } from "../../session/session.js";
import { readDependentNames } from "./dependent-names.js";

/** A source as far as the choice looks at it. */
interface Candidate {
  readonly table: Table;
  readonly rename: ReadonlyMap<string, string>;
}

/**
 * The twin that is to have the rows of all: one with a key, that views or publications depend on, that
 * PostgreSQL need not rewrite to make it LOGGED or UNLOGGED, with rows, that is in its place already; the
 * first reason that tells decides.
 */
export async function chooseSurvivor<Source extends Candidate>(
  session: Session,
  to: Pick<Table, "schema" | "name" | "unlogged">,
  sources: readonly Source[],
): Promise<Source> {
  const judged = [];
  const isOneKey = new Set(sources.map(keyOf)).size === 1;
  for (const source of sources) {
    const reasons = [
      primaryKey(source.table).length > 0,
      (await readDependentNames(session, source.table)).length > 0,
      isOneKey && source.table.unlogged === to.unlogged,
      await isFilled(session, source.table),
      plainName(source.table) === plainName(to),
    ];
    judged.push({ source, score: reasons.reduce((sum, one) => sum * 2 + Number(one), 0) });
  }
  const [first] = judged.sort((one, other) => other.score - one.score);
  return (first as (typeof judged)[number]).source;
}

/** Where they have not one key, all but the survivor are parked whole, which is to be no empty table then. */
function keyOf({ table, rename }: Candidate): string {
  const key = primaryKey(table).map((name) => [
    rename.get(name) ?? name,
    columnOf(table, name)?.type,
  ]);
  return JSON.stringify(key.sort());
}

async function isFilled(session: Session, table: Table): Promise<boolean> {
  const [row] = await session.query<{ filled: boolean }>(
    `SELECT EXISTS (SELECT FROM ${sqlName(table)}) AS filled`,
  );
  return row?.filled === true;
}
