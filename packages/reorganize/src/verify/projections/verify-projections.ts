import type { Plan } from "../../plan/plan.js";
import { ownRowsSql } from "../../projection/compare-sql.js";
import { type Queryable, queryable } from "../../session/queryable.js";
import type { Session } from "../../session/session.js";
import { compareProjection } from "./compare.js";
import type {
  Account,
  ProjectionsVerification,
  ProjectionVerification,
} from "./projections-verification.js";
import { readAccounts } from "./read-accounts.js";

/** What a plan says of rows that change shape. */
export type Shapes = Pick<Plan, "projections" | "retired">;

/**
 * Compares what the queries of all projections say with the target, column by column, and accounts for each
 * row of the sources; all in one snapshot, while programs go on writing. It changes nothing.
 *
 * @param isSwitched after a switch the new tables go their own way, unless the old ones follow them
 */
export async function verifyProjections(
  session: Session,
  plan: Shapes,
  isSwitched: boolean,
): Promise<ProjectionsVerification> {
  const terms = { scans: true, snapshot: true };
  return session.inTransaction("verify the projections", terms, async (client) => {
    const reader = queryable(client);
    await reader.query("SET LOCAL work_mem = '64MB'");
    const projections: ProjectionVerification[] = [];
    for (const one of plan.projections ?? [])
      projections.push(await compareProjection(reader, one));
    const accounts = await readAccounts(reader, plan);
    const judged = projections.filter((one) => !isSwitched || follows(one, plan));
    return {
      projections,
      accounts,
      own: await readOwnRows(reader, plan),
      ok:
        judged.every(({ ok }) => ok) && accounts.every(({ classes }) => classes.unaccounted === 0),
    };
  });
}

/** What has become of each row of the sources, all of it of one moment. */
export async function accountFor(session: Session, plan: Shapes): Promise<readonly Account[]> {
  const terms = { scans: true, snapshot: true };
  return session.inTransaction("account for the rows of the sources", terms, (client) =>
    readAccounts(queryable(client), plan),
  );
}

/** Whether all sources of a projection follow its target. */
function follows({ from }: ProjectionVerification, { retired = [] }: Shapes): boolean {
  return retired.every((one) => one.follows || !from.includes(one.table));
}

async function readOwnRows(
  reader: Queryable,
  { projections = [] }: Shapes,
): Promise<ProjectionsVerification["own"]> {
  const own: { table: string; rows: number }[] = [];
  for (const table of new Set(projections.map(({ to }) => to))) {
    const [row] = await reader.query<{ rows: number }>(ownRowsSql(table, projections));
    own.push({ table, rows: row?.rows ?? 0 });
  }
  return own;
}
