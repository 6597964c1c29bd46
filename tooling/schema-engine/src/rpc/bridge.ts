import { readFile } from "node:fs/promises";
import { DatabaseNeededError } from "../engine/offline-adapter.js";
import { type Engine, openEngine } from "../engine/open-engine.js";
import type { StatementFailure } from "../engine/statement-failure.js";
import type { CommandLine } from "./command-line.js";
import type { MigrationAuthor } from "./migration-author.js";

/** What the requests of one command share: its arguments, its engine, what it shows. */
export class Bridge {
  #engine: Promise<Engine> | undefined;
  /** Set while a migration is being written: then every request goes to its scratch database. */
  author: MigrationAuthor | undefined;

  constructor(
    readonly commandLine: CommandLine,
    readonly print: (text: string) => void,
  ) {}

  /** The configured database; the error says how to get one. */
  get url(): string {
    const { url } = this.commandLine;
    if (url === undefined) throw new DatabaseNeededError();
    return url;
  }

  /** The engine on the database of the command, opened when first needed. */
  engine(): Promise<Engine> {
    if (this.author) return Promise.resolve(this.author.database.engine);
    this.#engine ??= this.#open();
    return this.#engine;
  }

  /** The Prisma files that the command is about. */
  datamodels(): Promise<[path: string, content: string][]> {
    const { datamodels } = this.commandLine;
    return Promise.all(
      datamodels.map(async (path): Promise<[string, string]> => {
        return [path, await readFile(path, "utf8")];
      }),
    );
  }

  /** The statement that made the last request fail, if it was one. */
  async lastFailure(): Promise<StatementFailure | undefined> {
    const engine = this.author?.database.engine ?? (await this.#engine?.catch(() => undefined));
    return engine?.lastFailure;
  }

  async #open(): Promise<Engine> {
    const { url, historySchema } = this.commandLine;
    return openEngine({ url, historySchema, datamodels: await this.datamodels() });
  }

  async dispose(): Promise<void> {
    const engine = await this.#engine?.catch(() => undefined);
    await Promise.all([engine?.dispose(), this.author?.database.dispose()]);
  }
}
