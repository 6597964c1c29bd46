type Row = Record<string, unknown>;

/** What the helper cannot depend on, as the package that is tested has it. */
export interface DemoTools {
  /** Where the packages of the commands are resolved to: `import.meta.resolve("@deepiri/db")`. */
  readonly reorganize: string;
  readonly db: string;
  readonly connect: (
    url: string,
  ) => Promise<{ query(sql: string): Promise<{ rows: Row[] }>; end(): Promise<void> }>;
}

/** The database of a demo on the server of the tests, and what is done with it by commands, as who reads its screens would. */
export interface DemoDatabase {
  readonly url: string;
  /** Path of a file of the test. */
  fileOf(name: string): string;
  ask(sql: string): Promise<Row[]>;
  /** Builds it; what was printed. */
  build(...args: readonly string[]): Promise<string>;
  /** Runs a verb of `reorganize` on it; what was printed. Fails unless it succeeds. */
  run(verb: string, ...args: readonly string[]): Promise<string>;
  /** Runs one that has to end with an exit code of its own. */
  runFor(code: number, verb: string, ...args: readonly string[]): Promise<string>;
  /** Backs it up, and finalizes with that. */
  finalize(): Promise<void>;
  /** Fails unless `db migrate` finds nothing to do. */
  expectMigrated(): Promise<void>;
  /** All that `reorganize` has printed so far. */
  told(): string;
}

/**
 * Why the demo of this database is not taken to its end in this run; undefined where it is. It takes minutes of a
 * core, and what is done is the same for each, so sweeps take one of them.
 */
export function whyNoDemo(database: string): string | undefined;

/**
 * The demo of a database, which is dropped with its files when the test ends. One test at a time on a server can have it.
 *
 * @param database as `--database` names it
 */
export function demoDatabase(database: string, tools: DemoTools): DemoDatabase;
