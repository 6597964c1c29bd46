import { keyOf, type Relation } from "../catalog/relations.js";
import { openSession, type Session } from "./session.js";

/** Several sessions that see one moment of a database. */
export interface Snapshot {
  readonly id: string;
  readonly takenAt: string;
  readonly sessions: readonly Session[];
}

/**
 * Opens sessions that all see the database as it is once the tables are locked against changes of
 * their shape; nobody who reads or writes waits for that. What was chosen from an older sight of the
 * catalogue is chosen again.
 *
 * @param work while the moment lasts; the sessions are ended after it
 */
export async function withSnapshot<Result>(
  url: string,
  relations: readonly Pick<Relation, "schema" | "name" | "kind">[],
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const sessions: Session[] = [];
  const open = async (): Promise<Session> => {
    const session = await openSession(url);
    sessions.push(session);
    return session;
  };
  try {
    const { client } = await open();
    const begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    await client.query(begin);
    await client.query(lockSql(relations));
    const { rows } = await client.query("SELECT pg_catalog.pg_export_snapshot() AS id");
    const { id } = rows[0] as { id: string };
    const takenAt = new Date().toISOString();
    const other = await open();
    await other.client.query(`${begin}; SET TRANSACTION SNAPSHOT '${id}'`);
    return await work({ id, takenAt, sessions });
  } finally {
    await Promise.all(sessions.map(({ client }) => client.end()));
  }
}

// Before the first SELECT: a TRUNCATE or a rewrite that commits after the snapshot would leave it no rows.
function lockSql(relations: readonly Pick<Relation, "schema" | "name" | "kind">[]): string {
  const tables = relations.filter(({ kind }) => kind === "table" || kind === "partitioned");
  const names = tables.map((one) => `ONLY ${keyOf(one)}`).join(", ");
  return names === "" ? "" : `LOCK TABLE ${names} IN ACCESS SHARE MODE`;
}
