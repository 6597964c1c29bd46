import { isLockConflict } from "@deepiri/database/session";
import { sqlName } from "../../../src/catalog/catalog.js";
import { beginJournal } from "../../../src/ledger/begin-journal.js";
import { lineageNames, projectAny, unprojected } from "../../../src/ledger/lineage.js";
import type { PlannedProjection } from "../../../src/plan/planned-projection.js";
import type { Run, Step } from "../../../src/plan/step.js";
import { wholeSql } from "../../../src/projection/evaluate.js";
import type { Projection } from "../../../src/projection/projection.js";
import { literal } from "../../../src/session/literal.js";
import type { Session } from "../../../src/session/session.js";
import {
  columnList,
  givenValue,
  isKept,
  keyList,
  unitDocument,
} from "../../../src/steps/project/columns.js";
import { sameKeys } from "../../../src/steps/project/remove-gone.js";
import { type Ground, planOf, withGround } from "../../fixture/apply-plan.js";
import { type Projections, planProjections } from "./plan-projections.js";

/** A database with sources, targets, and the steps that lead from the ones to the others. */
export interface Projected extends Ground {
  readonly steps: readonly Step[];
  readonly projections: readonly Projection[];
  /** As the plan holds them. */
  readonly planned: readonly PlannedProjection[];
  /** What the targets have that their queries do not give, and the other way round; units set aside left out. */
  differences(): Promise<readonly string[]>;
  /** Units that are set aside although the target could have their rows. */
  needlesslyAside(): Promise<readonly string[]>;
  /** Units of which the target has no row, or an earlier one. */
  aside(): Promise<Record<string, unknown>[]>;
}

/** Runs `body` on a new database that the SQL has filled, sources and targets alike. */
export function withProjected<Result>(
  sql: string,
  projections: Projections,
  body: (ground: Projected) => Promise<Result>,
): Promise<Result> {
  return withGround(sql, async (ground) => {
    return body(await projectedOn(ground, projections));
  });
}

/** Plans these projections in a database that has the sources and the targets. */
export async function projectedOn(ground: Ground, declared: Projections): Promise<Projected> {
  const { session } = ground;
  const { steps, projections, planned } = await planProjections(session, declared);
  await beginJournal(session, planOf(steps), "of this test");
  return {
    ...ground,
    steps,
    projections,
    planned,
    differences: async () => {
      const all = await Promise.all(projections.map(differencesSql));
      const found = await ground.rows([...all, ...unknownSql(projections)].join(" UNION ALL "));
      return found.map(({ difference }) => String(difference));
    },
    needlesslyAside: () => needlesslyAside(ground),
    aside: () =>
      ground.rows(`SELECT projection, unit, state, reason FROM ${unprojected} ORDER BY 1, 2, 3`),
  };
}

/** Sends the runs of a step without a journal, batches of `size` rows, and `between` them. */
export async function send(
  session: Session,
  runs: readonly Run[],
  size: number,
  between: () => Promise<void> = async () => {},
): Promise<void> {
  for (const run of runs) {
    if (run.how === "transaction") await session.query(["BEGIN", ...run.sql, "COMMIT"].join(";\n"));
    else if (run.how === "alone") await session.query(run.sql);
    else {
      let cursor: unknown = null;
      do {
        const sql = (cursor === null ? run.first : run.next)
          .replace(
            "$1",
            cursor === null ? "NULL" : `'${JSON.stringify(cursor).replaceAll("'", "''")}'`,
          )
          .replace("$2", String(size));
        const [row] = await repeated(() => session.query<{ cursor: unknown }>(sql));
        cursor = row?.cursor ?? null;
        await between();
      } while (cursor !== null);
    }
  }
}

/** As the executor repeats a batch when the server ends it to resolve a deadlock with a program. */
async function repeated<Result>(batch: () => Promise<Result>): Promise<Result> {
  try {
    return await batch();
  } catch (error) {
    if (isLockConflict(error)) return repeated(batch);
    throw error;
  }
}

async function differencesSql(projection: Projection): Promise<string> {
  const { lineage } = lineageNames(projection.name);
  const name = literal(projection.name);
  const aside = (row: string): string =>
    `EXISTS (SELECT FROM ${unprojected} WHERE projection = ${name} AND state <> 'left out' AND unit = ${unitDocument(projection, row)})`;
  const values = projection.columns.map((column) => givenValue(projection, column.name, "one"));
  const wanted = `SELECT ROW(${values.join(", ")})::text AS row
    FROM (${await wholeSql(projection.query)}) AS one WHERE ${isKept(projection, "one")} AND NOT ${aside("one")}`;
  const there = `SELECT ROW(${columnList(projection, "theirs").join(", ")})::text AS row
    FROM ${lineage} AS known LEFT JOIN ${sqlName(projection.to)} AS theirs ON ${sameKeys(projection, "theirs", "known")}
   WHERE NOT ${aside("known")}`;
  return `(SELECT ${name} || ' lacks ' || row AS difference FROM (${wanted} EXCEPT ALL ${there}) AS lacking)
    UNION ALL (SELECT ${name} || ' has ' || row FROM (${there} EXCEPT ALL ${wanted}) AS added)`;
}

/** SQL of rows of the targets that are of no unit. */
function unknownSql(projections: readonly Projection[]): string[] {
  const targets = new Map(projections.map(({ to }) => [sqlName(to), to]));
  return [...targets].map(([target, to]) => {
    const of = projections.filter((one) => one.to === to);
    const known = of.map((one) => `SELECT ${keyList(one)} FROM ${lineageNames(one.name).lineage}`);
    const key = keyList(of[0] as Projection);
    return `(SELECT ${literal(`${target} has, of no unit, `)} || row FROM (
      SELECT ROW(${key})::text AS row FROM (SELECT ${key} FROM ${target} EXCEPT ALL (${known.join(" UNION ALL ")})) AS k) AS unknown)`;
  });
}

async function needlesslyAside({ rows, client }: Ground): Promise<string[]> {
  const read = () =>
    rows(`SELECT projection || ' ' || unit AS unit FROM ${unprojected} WHERE state <> 'left out'`);
  const before = await read();
  if (before.length === 0) return [];
  await client.query("BEGIN");
  await rows(
    `SELECT ${projectAny}(projection, array_agg(unit)) FROM ${unprojected} WHERE state <> 'left out' GROUP BY projection`,
  );
  const after = new Set((await read()).map(({ unit }) => unit));
  await client.query("ROLLBACK");
  return before.flatMap(({ unit }) => (after.has(unit) ? [] : [String(unit)]));
}
