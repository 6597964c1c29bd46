import type { MigrationList, SchemaFilter } from "@prisma/schema-engine-wasm";
import { type Engine, type EngineOptions, openEngine } from "../engine/open-engine.js";
import { createScratchDatabase } from "../engine/scratch-database.js";

/** A scratch database on which a migration is written. */
export interface AuthoringDatabase {
  readonly url: string;
  readonly engine: Engine;
  dispose(): Promise<void>;
}

/**
 * Opens an empty one on the server of a URL.
 *
 * The shared database is never looked at: what other packages have in it would look like drift, and
 * Prisma would propose to reset it.
 */
export async function openAuthoringDatabase(
  serverUrl: string,
  options: Pick<EngineOptions, "historySchema" | "datamodels">,
): Promise<AuthoringDatabase> {
  const { url, drop } = await createScratchDatabase(serverUrl);
  try {
    const engine = await openEngine({ url, ...options, disposable: true });
    const dispose = async () => {
      const ended = engine.dispose();
      await drop();
      await ended;
    };
    return { url, engine, dispose };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** Brings it to where the migrations of a package and of those it depends on lead. */
export async function replayMigrations(
  { url, engine }: AuthoringDatabase,
  input: { readonly migrationsList: MigrationList; readonly filters: SchemaFilter },
): Promise<void> {
  const { shadowDbInitScript: script } = input.migrationsList;
  if (script.trim()) await engine.dbExecute({ datasourceType: { tag: "url", url }, script });
  await engine.applyMigrations(input);
}
