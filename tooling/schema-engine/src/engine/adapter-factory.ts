import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import { createScratchDatabase } from "./scratch-database.js";
import { type FailureRecord, Session } from "./session.js";

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

  constructor(
    readonly url: string,
    readonly schema: string,
  ) {}

  connect(): Promise<Session> {
    const { url, schema } = this;
    this.#main ??= Session.open({ url, schema }, this.failures);
    return this.#main;
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const scratch = await createScratchDatabase(this.url);
    const session = await Session.open(
      { url: this.url, database: scratch.name, schema: this.schema },
      this.failures,
    );
    const close = session.dispose.bind(session);
    const end = async () => {
      this.#open.delete(end);
      await close(); // its connection would be cut by the drop otherwise
      await scratch.drop();
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
