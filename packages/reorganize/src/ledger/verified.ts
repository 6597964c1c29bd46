import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";
import { hasTable } from "./has-table.js";

/** SQL name of the table that holds what verifications of projections came to: the last one, and that of the switch. */
const verified = `${ownSchema}.verified`;

export type Moment = "last" | "switch";

/** SQL that makes it. */
export const verifiedSql = [
  `CREATE TABLE IF NOT EXISTS ${verified} (
    moment text PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), outcome jsonb NOT NULL)`,
];

/** What a verification came to, in numbers. */
export interface Verified {
  readonly isEqual: boolean;
  /** Rows of the targets that were not as the queries said. */
  readonly differing: number;
  /** Rows of each target table that programs had made. */
  readonly own: Readonly<Record<string, number>>;
}

/** SQL that records one. */
export function recordVerifiedSql(moment: Moment, outcome: Verified): string {
  return `INSERT INTO ${verified} (moment, outcome) VALUES (${literal(moment)}, ${literal(JSON.stringify(outcome))})
    ON CONFLICT (moment) DO UPDATE SET at = EXCLUDED.at, outcome = EXCLUDED.outcome`;
}

/** The verification of that moment, with its time by the server's clock; undefined when there was none. */
export async function readVerified(
  session: Session,
  moment: Moment,
): Promise<(Verified & { readonly at: Date }) | undefined> {
  if (!(await hasTable(session, verified))) return undefined;
  const [row] = await session.query<{ at: Date; outcome: Verified }>(
    `SELECT at, outcome FROM ${verified} WHERE moment = $1`,
    [moment],
  );
  return row && { ...row.outcome, at: row.at };
}
