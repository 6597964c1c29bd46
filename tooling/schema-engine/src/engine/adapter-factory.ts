import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import { createScratchDatabase } from "./scratch-database.js";
import { type EngineSessionOptions, type FailureRecord, Session } from "./session.js";

/**
 * Opens sessions for one engine: always the same one on the database itself, and one on a scratch
 * database for each replay of migrations.
 */
export class AdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";
  readonly failures: FailureRecord = { last: undefined };
  readonly #open = new Set<() => Promise<void>>();
  #main: Promise<Session> | undefined;

  constructor(readonly options: EngineSessionOptions) {}

  connect(): Promise<Session> {
    this.#main ??= Session.open(this.options, this.failures);
    return this.#main;
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const scratch = await createScratchDatabase(this.options.url);
    const session = await Session.open(
      { ...this.options, database: scratch.name, disposable: true },
      this.failures,
    );
    const close = session.dispose.bind(session);
    const end = async () => {
      this.#open.delete(end);
      const closed = close(); // never waited for before the drop: a statement may still be running
      await scratch.drop();
      await closed;
    };
    this.#open.add(end);
    session.dispose = end;
    return session;
  }

  /** Ends every session and drops every scratch database that the engine left, after a crash too. */
  async dispose(): Promise<void> {
    const main = await this.#main?.catch(() => undefined);
    await Promise.all([main?.dispose(), ...[...this.#open].map((end) => end())]);
  }
}
