import { tableSql } from "../../catalog/table-sql.js";
import type { Problem } from "../../plan/problem.js";
import type { VerifyContext } from "../step-kind.js";
import { followTriggers } from "./follow.js";

/** Whether every write to a table that projections read is followed, also one without other triggers. */
export async function verify({ session, plan }: VerifyContext): Promise<Problem[]> {
  const { projections = [] } = plan;
  const tables = new Set(projections.flatMap(({ places }) => places.map(({ table }) => table)));
  const problems: Problem[] = [];
  for (const table of tables) {
    const [row] = await session.query<{ followed: boolean }>(
      `SELECT pg_catalog.count(*) = pg_catalog.cardinality($2::text[]) AS followed FROM pg_catalog.pg_trigger
        WHERE tgrelid = $1::pg_catalog.regclass AND tgname = ANY ($2) AND tgenabled = 'A'`,
      [tableSql(table), followTriggers],
    );
    if (row?.followed !== true)
      problems.push({ about: "projections", code: "not followed", object: table });
  }
  return problems;
}
