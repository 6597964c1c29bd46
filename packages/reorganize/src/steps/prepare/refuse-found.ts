import type { Question } from "../../findings/open-decision.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import { runFirst } from "../../findings/run-first.js";
import type { Queryable } from "../../session/queryable.js";

/** What has to be dealt with before the next plan, as a query finds it. */
interface Found {
  /** `schema.table` */
  readonly table: string;
  readonly columns: readonly string[] | null;
  readonly question: Question;
  /** Statements, each of which is one way to deal with it. */
  readonly choices: readonly string[];
}

/**
 * Asks about each row that the query finds.
 *
 * @param sql gives `table`, `columns`, `question` and `choices`
 * @throws OpenDecisionsError that names them, if there are any
 */
export async function refuseFound(
  copy: Queryable,
  sql: string,
  parameters: readonly unknown[],
): Promise<void> {
  const found = await copy.query<Found>(sql, [...parameters]);
  if (found.length === 0) return;
  throw new OpenDecisionsError(
    found.map(({ table, columns, question, choices }) =>
      runFirst({ table, ...(columns && { columns }) }, question, choices),
    ),
  );
}
