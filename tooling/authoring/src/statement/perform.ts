import { type Statement, writeStatement } from "@deepiri/sql";
import type { Catalog } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/read-catalog.js";
import type { Session } from "../catalog/session.js";
import { commandsOf, withCommands } from "./tree.js";

/** What came of statements that were tried. */
export interface Performance {
  /** What would be there after all of them. */
  readonly catalog: Catalog;
  /** Those that write a table anew. */
  readonly rewriting: ReadonlySet<Statement>;
  /** SQLSTATEs of those that PostgreSQL refused. */
  readonly refused: ReadonlyMap<Statement, string>;
}

/**
 * Tries statements in the transaction of a session and undoes them again. What stands in the way of a
 * DROP goes with it, so that what they aim at shows: which of it may really go is decided later.
 */
export async function perform(
  client: Session,
  statements: readonly Statement[],
): Promise<Performance> {
  const rewriting = new Set<Statement>();
  const refused = new Map<Statement, string>();
  await client.query("SAVEPOINT performance");
  let files = await readFiles(client);
  for (const statement of statements) {
    const sqlState = await attempt(client, withCascade(statement));
    if (sqlState !== undefined) {
      refused.set(statement, sqlState);
      // What else it does has to show all the same.
      for (const one of commandsOf(statement))
        await attempt(client, withCascade({ ...statement, node: withCommands(statement, [one]) }));
    }
    if (statement.kind !== "AlterTableStmt") continue;
    const now = await readFiles(client);
    if ([...files].some(([oid, file]) => now.has(oid) && now.get(oid) !== file))
      rewriting.add(statement);
    files = now;
  }
  const catalog = await readCatalog(client);
  await client.query("ROLLBACK TO SAVEPOINT performance; RELEASE SAVEPOINT performance");
  return { catalog, rewriting, refused };
}

async function attempt(client: Session, sql: string): Promise<string | undefined> {
  await client.query("SAVEPOINT attempt");
  try {
    await client.query(sql);
    await client.query("RELEASE SAVEPOINT attempt");
    return undefined;
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT attempt");
    const { code } = error as { code?: unknown };
    if (typeof code !== "string") throw error;
    return code;
  }
}

async function readFiles(client: Session): Promise<Map<number, number>> {
  const { rows } = await client.query<{ oid: number; file: number }>(
    `SELECT oid::int8::float8 AS oid, relfilenode::int8::float8 AS file
       FROM pg_catalog.pg_class WHERE relkind = 'r' AND oid >= 16384`,
  );
  return new Map(rows.map(({ oid, file }) => [oid, file]));
}

function withCascade(statement: Statement): string {
  const { kind, text } = statement;
  if (kind === "DropStmt") return `${text} CASCADE`;
  if (kind !== "AlterTableStmt") return text;
  const commands = commandsOf(statement).map((one) =>
    /^AT_Drop(Column|Constraint)$/.test(one.subtype ?? "")
      ? { ...one, behavior: "DROP_CASCADE" as const }
      : one,
  );
  return writeStatement(withCommands(statement, commands));
}
