import { plainName, primaryKey, sqlName, type Table } from "../../inventory/catalogue.js";
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
    const facts = await read(session, source.table);
    const reasons = [
      primaryKey(source.table).length > 0,
      facts.dependents > 0,
      facts.filled,
      plainName(source.table) === plainName(to),
    ];
    judged.push({ source, score: reasons.reduce((sum, one) => sum * 2 + Number(one), 0) });
  }
  const [first] = judged.sort((one, other) => other.score - one.score);
  return (first as (typeof judged)[number]).source;
}

async function read(
  session: Session,
  table: Table,
): Promise<{ dependents: number; filled: boolean }> {
  const [row] = await session.query<{ dependents: number; filled: boolean }>(
    `SELECT EXISTS (SELECT FROM ${sqlName(table)}) AS filled,
       ((SELECT count(DISTINCT rule.ev_class) FROM pg_catalog.pg_depend
           JOIN pg_catalog.pg_rewrite AS rule ON rule.oid = objid AND classid = 'pg_catalog.pg_rewrite'::regclass
          WHERE refclassid = 'pg_catalog.pg_class'::regclass AND refobjid = $1::regclass AND rule.ev_class <> $1::regclass)
        + (SELECT count(*) FROM pg_catalog.pg_publication_rel WHERE prrelid = $1::regclass))::int AS dependents`,
    [sqlName(table)],
  );
  return row ?? { dependents: 0, filled: false };
}
