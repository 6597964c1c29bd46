import { type Catalog, columnOf, type Table } from "../catalog/catalog.js";
import { type Baseline, readBaselines } from "../ledger/baseline.js";
import type { Plan, Source } from "../plan/plan.js";
import type { Problem } from "../plan/problem.js";
import type { Session } from "../session/session.js";
import { codeOf } from "../session/sql-state.js";
import { sqlNameOf } from "./captured-table.js";

/** What PostgreSQL says of whatever is at an old name. */
interface Found {
  readonly columns: readonly { readonly name: string; readonly writable: boolean }[];
  /** Bits: 4 for UPDATE, 8 for INSERT, 16 for DELETE. */
  readonly writable: number;
  readonly leadsThere: boolean;
}

const verbs: readonly (readonly [number, string])[] = [
  [8, "INSERT"],
  [4, "UPDATE"],
  [16, "DELETE"],
];

/**
 * Whether programs not yet changed still work: each old name has a view of the table as it is now, with
 * all old columns that the table has, that can be read and written; and each type's old name is there.
 */
export async function checkOldNames(
  session: Session,
  plan: Plan,
  catalog: Catalog,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const baseline of await readBaselines(session)) {
    const source = plan.sources.find(({ from }) => from === baseline.relation);
    const table = catalog.tables.get(source?.to ?? "");
    if (!source || !table || !leavesAView(source, catalog)) continue;
    const whats = await checkView(session, baseline, table);
    problems.push(...whats.map((what) => problem(source.from, what)));
  }
  return [...problems, ...(await findMissingTypes(session, plan))];
}

// Where the target has a table of that name, no view can be.
function leavesAView({ from, to }: Source, { tables }: Catalog): boolean {
  return from !== to && !tables.has(from);
}

async function checkView(session: Session, watched: Baseline, table: Table): Promise<string[]> {
  const found = await readView(session, watched.relation, table);
  if (!found) return ["is gone: nothing stands at the old name"];
  const promised = watched.columns.filter(({ renamed }) => columnOf(table, renamed));
  const refused = verbs.filter(([bit]) => (found.writable & bit) === 0).map(([, verb]) => verb);
  const lacking = promised.filter(({ name }) => !found.columns.some((one) => one.name === name));
  const fixed = promised.filter(({ name }) =>
    found.columns.some((one) => one.name === name && !one.writable),
  );
  return [
    ...(found.leadsThere ? [] : [`does not lead to ${table.schema}.${table.name}`]),
    ...(refused.length > 0 ? [`refuses ${refused.join(", ")}`] : []),
    ...(lacking.length > 0 ? [`lacks ${list(lacking)}`] : []),
    ...(fixed.length > 0 && refused.length === 0 ? [`cannot be written in ${list(fixed)}`] : []),
    ...(await tryToRead(session, watched.relation)),
  ];
}

async function readView(
  session: Session,
  relation: string,
  { oid }: Table,
): Promise<Found | undefined> {
  const [found] = await session.query<Found & Record<string, unknown>>(
    `SELECT pg_catalog.pg_relation_is_updatable(view.oid, true) AS writable,
            EXISTS (SELECT FROM pg_catalog.pg_rewrite AS rule JOIN pg_catalog.pg_depend AS part ON part.objid = rule.oid
                     WHERE part.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                       AND rule.ev_class = view.oid AND part.refobjid = $2) AS "leadsThere",
            (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', attname,
                      'writable', pg_catalog.pg_column_is_updatable(view.oid, attnum, true)))
               FROM pg_catalog.pg_attribute
              WHERE attrelid = view.oid AND attnum > 0 AND NOT attisdropped) AS columns
       FROM pg_catalog.pg_class AS view
      WHERE view.oid = pg_catalog.to_regclass($1)`,
    [sqlNameOf(relation), oid],
  );
  return found;
}

async function tryToRead(session: Session, relation: string): Promise<string[]> {
  try {
    await session.query(`SELECT FROM ${sqlNameOf(relation)} LIMIT 1`);
    return [];
  } catch (error) {
    // What the server says may quote a value.
    return [`cannot be read (SQLSTATE ${codeOf(error) ?? "unknown"})`];
  }
}

const oldType = /^DROP DOMAIN (?:IF EXISTS )?(.+)$/;

/** Types whose old names are there until `finalize`, and are not. */
async function findMissingTypes(session: Session, { steps }: Plan): Promise<Problem[]> {
  const names = steps.flatMap(({ finish = [] }) =>
    finish.flatMap((sql) => oldType.exec(sql)?.[1] ?? []),
  );
  const rows = await session.query<{ name: string }>(
    `SELECT name FROM pg_catalog.unnest($1::text[]) AS name WHERE pg_catalog.to_regtype(name) IS NULL`,
    [names],
  );
  return rows.map(({ name }) =>
    problem(name.replaceAll('"', ""), "is gone: no type stands at the old name"),
  );
}

function list(columns: readonly { readonly name: string }[]): string {
  return columns.map(({ name }) => name).join(", ");
}

function problem(object: string, what: string): Problem {
  return { about: "old names", code: "old name", object, what };
}
