import type { Session } from "./session.js";
import { type Node, type Statement, writeStatement } from "@deepiri/sql";
import type { Catalog } from "./catalog/catalog.js";
import { readCatalog } from "./catalog/read-catalog.js";

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
    if (sqlState !== undefined) refused.set(statement, sqlState);
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

function withCascade({ kind, node, text }: Statement): string {
  if (kind === "DropStmt") return `${text} CASCADE`;
  if (kind !== "AlterTableStmt") return text;
  const changed = structuredClone(node) as { AlterTableStmt: { cmds?: Node[] } };
  for (const command of changed.AlterTableStmt.cmds ?? [])
    if ("AlterTableCmd" in command && /^AT_Drop(Column|Constraint)$/.test(command.AlterTableCmd.subtype ?? ""))
      command.AlterTableCmd.behavior = "DROP_CASCADE";
  return writeStatement(changed as Node);
}
