import { plainName, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import type { Session } from "../../session/session.js";

interface Candidate {
  readonly table: Table;
}

/**
 * The one of several tables that is to keep its rows in place: one with a key, that views or
 * publications depend on, with rows, in its place already; the first reason that tells decides.
 */
export async function chooseWinner<Source extends Candidate>(
  session: Session,
  to: { readonly schema: string; readonly name: string },
  sources: readonly Source[],
): Promise<Source> {
  const judged = [];
  for (const source of sources) {
    const reasons = [
      primaryKey(source.table).length > 0,
      (await readOnlookers(session, source.table)).length > 0,
      await isFilled(session, source.table),
      plainName(source.table) === plainName(to),
    ];
    judged.push({ source, score: reasons.reduce((sum, one) => sum * 2 + Number(one), 0) });
  }
  const [first] = judged.sort((one, other) => other.score - one.score);
  return (first as (typeof judged)[number]).source;
}

/** Views and publications that show the table, as SQL names or words. */
export async function readOnlookers(session: Session, table: Table): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT DISTINCT rule.ev_class::regclass::text AS name FROM pg_catalog.pg_depend
       JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = objid AND classid = 'pg_catalog.pg_rewrite'::regclass
      WHERE refclassid = 'pg_catalog.pg_class'::regclass AND refobjid = $1::regclass AND rule.ev_class <> $1::regclass
     UNION ALL
     SELECT 'publication ' || pubname FROM pg_catalog.pg_publication_rel
       JOIN pg_catalog.pg_publication AS publication ON publication.oid = prpubid
      WHERE prrelid = $1::regclass
      ORDER BY 1`,
    [sqlName(table)],
  );
  return rows.map(({ name }) => name);
}

async function isFilled(session: Session, table: Table): Promise<boolean> {
  const [row] = await session.query<{ filled: boolean }>(
    `SELECT EXISTS (SELECT FROM ${sqlName(table)}) AS filled`,
  );
  return row?.filled === true;
}
