import { dirname, join } from "node:path";
import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { SchemaTaken } from "./failure/errors.js";
import { explainServerFailure } from "./failure/explain-server-failure.js";
import { checkTarget } from "./load/check-target.js";
import { type LoadEvent, load } from "./load/load.js";
import { Originals } from "./load/originals.js";
import type { ExistingImport } from "./load/record.js";
import type { SqliteImport } from "./load/result.js";
import { openSource, type ReadEvent, type Source } from "./shape/open-source.js";
import { takeSnapshot } from "./source/snapshot.js";

/** The copy of the file is made. */
export interface CopyEvent {
  readonly kind: "reading";
}

export type ImportEvent = CopyEvent | ReadEvent | LoadEvent;

export interface ImportOptions {
  /** Where the tables are made; `legacy` if left out. */
  readonly schema?: string | undefined;
  /** Aborting undoes everything and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: ImportEvent) => void) | undefined;
  /** Asked before an earlier import in the schema is replaced; rejecting refuses. Left out, it is refused. */
  readonly onReplace?: ((existing: ExistingImport) => Promise<void>) | undefined;
  /** For how long to wait for a moment in which no program writes to the file; 5,000 if left out. */
  readonly quietWithinMs?: number | undefined;
}

/**
 * Loads an SQLite file as it is: every table, column and row, each value in a type that holds it exactly. It
 * is one transaction, which commits only when the server's sums over every column are those of the file.
 * The file is never written, and programs that use it are not kept waiting.
 *
 * @param target a URL of PostgreSQL, or a connection outside a transaction
 * @throws SqliteImportError with nothing loaded and nothing changed
 */
export async function importSqlite(
  file: string,
  target: string | pg.ClientBase,
  options: ImportOptions = {},
): Promise<SqliteImport> {
  const { signal, quietWithinMs, onProgress = () => {} } = options;
  const begun = performance.now();
  onProgress({ kind: "reading" });
  const snapshot = await takeSnapshot(file, { signal, quietWithinMs });
  let originals: Originals | undefined;
  let source: Source | undefined;
  try {
    source = openSource(file, snapshot, (event) => {
      signal?.throwIfAborted();
      onProgress(event);
    });
    originals = new Originals(join(dirname(snapshot.path), "originals"));
    // Open files stay readable, and a killed process leaves nothing behind.
    snapshot.remove();
    return await onClient(target, loadInto(source, originals, begun, options));
  } finally {
    source?.database.close();
    originals?.close();
    snapshot.remove();
  }
}

async function onClient<Result>(
  target: string | pg.ClientBase,
  body: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  if (typeof target !== "string") return body(target);
  const client = await connectOnce(target);
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}

function loadInto(
  source: Source,
  originals: Originals,
  begun: number,
  { schema = "legacy", signal, onProgress = () => {}, onReplace = refuse }: ImportOptions,
): (client: pg.ClientBase) => Promise<SqliteImport> {
  return async (client) => {
    const existing = await checkTarget(client, schema);
    if (existing) await onReplace(existing);
    signal?.throwIfAborted();
    try {
      await client.query(begin);
      // Another import may have ended since it was asked.
      const replaced = await checkTarget(client, schema);
      const options = { schema, originals, replaced, begun, signal, onEvent: onProgress };
      const result = await load(client, source, options);
      signal?.throwIfAborted();
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      throw explainServerFailure(error as Error, schema) ?? error;
    }
  };
}

// One import at a time: the number is any that nobody else locks.
const begin = `BEGIN; SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = 0;
  SELECT pg_catalog.pg_advisory_xact_lock(7281934650123)`;

async function refuse({ schema, file, importedAt }: ExistingImport): Promise<void> {
  throw new SchemaTaken(
    `Schema "${schema}" holds an import of ${file} already, of ${importedAt.toISOString()}. Nothing was changed.`,
  );
}
