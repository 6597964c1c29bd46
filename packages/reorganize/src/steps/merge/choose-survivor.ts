import { primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Session } from "../../session/session.js";
import { readDependentNames } from "./dependent-names.js";

/**
 * The twin that is to have the rows of all: one with a key, that views or publications depend on, with
 * rows, that is in its place already; the first reason that tells decides.
 */
export async function chooseSurvivor<Source extends { readonly table: Table }>(
  session: Session,
  to: { readonly schema: string; readonly name: string },
  sources: readonly Source[],
): Promise<Source> {
  const judged = [];
  for (const source of sources) {
    const reasons = [
      primaryKey(source.table).length > 0,
      (await readDependentNames(session, source.table)).length > 0,
      await isFilled(session, source.table),
      plainName(source.table) === plainName(to),
    ];
    judged.push({ source, score: reasons.reduce((sum, one) => sum * 2 + Number(one), 0) });
  }
  const [first] = judged.sort((one, other) => other.score - one.score);
  return (first as (typeof judged)[number]).source;
}

async function isFilled(session: Session, table: Table): Promise<boolean> {
  const [row] = await session.query<{ filled: boolean }>(
    `SELECT EXISTS (SELECT FROM ${sqlName(table)}) AS filled`,
  );
  return row?.filled === true;
}
