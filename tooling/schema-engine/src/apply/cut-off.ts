import { quoteIdentifier } from "@deepiri/database/without-client";
import type { Statement } from "@deepiri/sql";
import type pg from "pg";

interface RangeVar {
  readonly schemaname?: string;
  readonly relname: string;
}

/**
 * Clears away what a statement that no transaction holds left when it was cut off: an index that is not
 * valid, a partition half detached. The session has the settings that the statement runs with.
 *
 * @param mayBeDone whether it may have ended well, and nobody was there to see it
 * @returns whether the statement is done after that; else it has to run again
 */
export async function clearAfterCutOff(
  client: pg.ClientBase,
  statement: Statement,
  mayBeDone: boolean,
): Promise<boolean> {
  const { IndexStmt, ReindexStmt, DropStmt, AlterTableStmt } = statement.node as unknown as Record<
    string,
    never
  >;
  if (IndexStmt) return (await hasIndex(client, IndexStmt)) && mayBeDone;
  if (ReindexStmt) await clearReindex(client, ReindexStmt);
  if (DropStmt) return mayBeDone && areGone(client, DropStmt);
  if (AlterTableStmt) return finishDetach(client, AlterTableStmt, mayBeDone);
  return false;
}

/** Drops what is left of it, and says whether the index is there, whole. */
async function hasIndex(
  client: pg.ClientBase,
  { relation, idxname = null }: { relation: RangeVar; idxname?: string | null },
): Promise<boolean> {
  const indexes = await readIndexes(client, relation);
  await drop(
    client,
    indexes.filter(({ isValid, name }) => !isValid && (idxname === null || name === idxname)),
  );
  return indexes.some(({ isValid, name }) => isValid && name === idxname);
}

// PostgreSQL builds the new index under such a name beside the old one.
const besideOld = /_cc(new|old)\d*$/;

async function clearReindex(
  client: pg.ClientBase,
  { relation }: { relation?: RangeVar },
): Promise<void> {
  const indexes = relation ? await readIndexes(client, relation) : [];
  await drop(
    client,
    indexes.filter(({ isValid, name }) => !isValid && besideOld.test(name)),
  );
}

async function areGone(
  client: pg.ClientBase,
  { objects }: { objects: { List: { items: { String: { sval: string } }[] } }[] },
): Promise<boolean> {
  const names = objects.map(({ List }) =>
    List.items.map(({ String: { sval } }) => quoteIdentifier(sval)).join("."),
  );
  const { rows } = await client.query(
    "SELECT FROM pg_catalog.unnest($1::text[]) AS name WHERE pg_catalog.to_regclass(name) IS NOT NULL",
    [names],
  );
  return rows.length === 0;
}

interface DetachStatement {
  readonly relation: RangeVar;
  readonly cmds: { AlterTableCmd: { def?: { PartitionCmd?: { name: RangeVar } } } }[];
}

async function finishDetach(
  client: pg.ClientBase,
  { relation, cmds }: DetachStatement,
  mayBeDone: boolean,
): Promise<boolean> {
  const partition = cmds[0]?.AlterTableCmd.def?.PartitionCmd?.name;
  if (!partition) return false;
  const [parent, child] = [nameOf(relation), nameOf(partition)];
  const { rows } = await client.query<{ pending: boolean }>(
    `SELECT inhdetachpending AS pending FROM pg_catalog.pg_inherits
      WHERE inhparent = pg_catalog.to_regclass($1) AND inhrelid = pg_catalog.to_regclass($2)`,
    [parent, child],
  );
  const [attached] = rows;
  if (!attached) return mayBeDone;
  if (attached.pending)
    await client.query(`ALTER TABLE ${parent} DETACH PARTITION ${child} FINALIZE`);
  return attached.pending;
}

interface FoundIndex {
  readonly schema: string;
  readonly name: string;
  readonly isValid: boolean;
}

/** The indexes of a table, or of the table of an index, except those that somebody builds just now. */
async function readIndexes(client: pg.ClientBase, relation: RangeVar): Promise<FoundIndex[]> {
  const { rows } = await client.query<FoundIndex>(
    `SELECT namespace.nspname AS schema, class.relname AS name, index.indisvalid AS "isValid"
       FROM pg_catalog.pg_index AS index
       JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      WHERE class.relkind = 'i'
        AND index.indrelid = COALESCE((SELECT indrelid FROM pg_catalog.pg_index
                                        WHERE indexrelid = pg_catalog.to_regclass($1)),
                                      pg_catalog.to_regclass($1))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS progress
                         WHERE progress.index_relid = class.oid)`,
    [nameOf(relation)],
  );
  return rows;
}

async function drop(client: pg.ClientBase, indexes: readonly FoundIndex[]): Promise<void> {
  for (const { schema, name } of indexes)
    await client.query(
      `DROP INDEX CONCURRENTLY IF EXISTS ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`,
    );
}

function nameOf({ schemaname, relname }: RangeVar): string {
  return [schemaname, relname]
    .filter((name) => name !== undefined)
    .map(quoteIdentifier)
    .join(".");
}
