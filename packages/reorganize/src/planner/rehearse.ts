import { keyOf, subjectOf } from "../catalog/delta/object-id.js";
import {
  readUserObjects,
  type UserObjects,
  userObjectActions,
} from "../catalog/delta/user-objects.js";
import { undoSteps } from "../executor/undo-steps.js";
import type { Step } from "../plan/step.js";
import { ReorganizeError } from "../session/errors.js";
import type { Session } from "../session/session.js";

/** What a database was, to be compared with what it is. */
export interface State {
  readonly facts: UserObjects;
  /** A fingerprint of the rows of each table, by its name in SQL. */
  readonly rows: ReadonlyMap<string, string>;
}

/** Reads what people have in the database, its rows too; meant for a scratch copy with few of them. */
export async function readState(session: Session): Promise<State> {
  return { facts: await readUserObjects(session.url), rows: await fingerprintRows(session) };
}

/**
 * Undoes the steps on the copy on which they were done, and holds what is left against what was there.
 *
 * @throws RehearsalError that names what did not come back
 */
export async function rehearseWayBack(
  session: Session,
  steps: readonly Step[],
  start: State,
): Promise<void> {
  await undoSteps(session, { steps });
  const end = await readState(session);
  const objects = userObjectActions(end.facts, start.facts).map((action) => {
    const subject = subjectOf(action);
    return subject ? keyOf(subject) : action.sql;
  });
  const names = new Set([...start.rows.keys(), ...end.rows.keys()]);
  const tables = [...names].filter((name) => start.rows.get(name) !== end.rows.get(name));
  if (objects.length + tables.length > 0) throw new RehearsalError([...new Set(objects)], tables);
}

/** Undone on the scratch copy, the steps did not lead back to where they began. */
export class RehearsalError extends ReorganizeError {
  override readonly name = "RehearsalError";

  constructor(
    readonly objects: readonly string[],
    /** Tables whose rows are others than before. */
    readonly tables: readonly string[],
  ) {
    const lost = [...objects, ...tables.map((name) => `the rows of ${name}`)];
    super(
      `The steps were tried on a scratch copy and undone, and this did not come back as it was: ${lost.join(", ")}. ` +
        "No plan was written and nothing was changed. That is a fault of this tool: report it with the names above.",
    );
  }
}

async function fingerprintRows(session: Session): Promise<Map<string, string>> {
  const tables = await session.query<{ name: string }>(`
    SELECT pg_catalog.format('%I.%I', schemaname, tablename) AS name FROM pg_catalog.pg_tables
     WHERE schemaname !~ '^pg_' AND schemaname NOT IN ('information_schema', '_reorganize')`);
  const prints = new Map<string, string>();
  for (const { name } of tables) {
    // Columns that were dropped and made again are at the end: jsonb does not mind their order.
    const [row] = await session.query<{ print: string }>(`
      SELECT pg_catalog.count(*) || ' ' || COALESCE(pg_catalog.sum(
               pg_catalog.hashtextextended(pg_catalog.to_jsonb(r)::text, 0)::numeric), 0) AS print
        FROM ONLY ${name} AS r`);
    prints.set(name, row?.print ?? "");
  }
  return prints;
}
