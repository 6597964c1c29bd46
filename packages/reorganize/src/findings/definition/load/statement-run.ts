import type pg from "pg";
import { plainName } from "../../../catalog/table-name.js";
import { queryable } from "../../../session/queryable.js";
import type { Extensions } from "./extensions.js";
import { failureOf } from "./failure.js";
import type { FileLog } from "./file-log.js";
import { type FoundObject, readMadeObjects } from "./found-objects.js";
import type { TableDefinition } from "./loaded.js";
import { passedOver } from "./passed-over.js";
import type { Placed } from "./placed.js";
import { beginAt, type Limits, type Moment, serverNow } from "./scratch-session.js";
import { wantedTable } from "./wanted-table.js";

/** What loading the files of one family shares. */
export interface FamilyRun extends Limits {
  readonly url: string;
  readonly extensions: Extensions;
  /** Each object that the family has made, as it was when it was last seen, by its key. */
  readonly known: Map<string, FoundObject>;
  readonly tables: TableDefinition[];
}

/** What a statement did that did not fail. */
export interface Effects {
  readonly made: readonly FoundObject[];
  /** Whether it made nothing because something of its name was there. */
  readonly isPassedOver: boolean;
}

/** Sends single statements of one file and writes down what came of them; who calls it begins and ends transactions. */
export class StatementRun {
  #notices: string[] = [];

  constructor(
    readonly client: pg.Client,
    readonly run: FamilyRun,
    readonly file: string,
    readonly log: FileLog,
  ) {
    client.on("notice", ({ code }) => this.#notices.push(code ?? ""));
  }

  /** Sends it; false when it failed, which is written down. */
  async send(placed: Placed, schema: string): Promise<boolean> {
    this.#notices = [];
    try {
      await this.client.query(placed.statement.text);
      return true;
    } catch (error) {
      await this.fail(placed, error, schema);
      return false;
    }
  }

  /** Commits the transaction that a statement ends; false when that failed, which is written down. */
  async commit(placed: Placed, schema: string): Promise<boolean> {
    try {
      await this.client.query("COMMIT");
      return true;
    } catch (error) {
      await this.fail(placed, error, schema);
      return false;
    }
  }

  async fail(placed: Placed, error: unknown, schema: string): Promise<void> {
    const { kind, text } = placed.statement;
    this.log.fail(placed, await failureOf(error, text, ofRows.has(kind)), schema);
  }

  /** Whether a transaction changed what only the login may change. It is rolled back then. */
  async hasReachedOut(moment: Moment, placed: Placed): Promise<boolean> {
    if ((await serverNow(this.client, this.run)) === moment.server) return false;
    await this.client.query("ROLLBACK");
    this.log.leaveOut(placed, "it would have changed roles, databases or the server");
    return true;
  }

  /**
   * What a statement made, by the catalog, and whether it passed over something that was there.
   *
   * @param before what its transaction made before it
   */
  async effects(
    placed: Placed,
    moment: Moment,
    before: readonly FoundObject[] = [],
  ): Promise<Effects> {
    const { known, tables } = this.run;
    const found = await readMadeObjects(queryable(this.client), moment.transaction);
    const others = found.filter(
      ({ key, shape }) => shape !== null && (known.get(key)?.shape ?? shape) !== shape,
    );
    if (others.length > 0) this.log.replace(placed);
    for (const one of others) known.set(one.key, one);
    const earlier = new Set(before.map(({ key }) => key));
    const made = found.filter(({ key }) => !known.has(key) && !earlier.has(key));
    const notices = { notices: this.#notices, schema: moment.schema, made };
    const passed = await passedOver(this.client, placed, notices);
    for (const one of passed) {
      this.log.skip(placed, one, moment.schema);
      const { file } = this;
      if (one.wanted) tables.push({ ...one.wanted, file, line: placed.line, outcome: "skipped" });
    }
    return { made: withoutParts(made, before), isPassedOver: passed.length > 0 };
  }

  /** What is left of what a transaction made, once it is rolled back to a savepoint. */
  async left(made: readonly FoundObject[], { transaction }: Moment): Promise<FoundObject[]> {
    const found = await readMadeObjects(queryable(this.client), transaction);
    const keys = new Set(found.map(({ key }) => key));
    return made.filter(({ key }) => keys.has(key));
  }

  /** Writes down what stays, once it is committed. */
  keep(made: readonly FoundObject[]): void {
    for (const one of made) this.run.known.set(one.key, one);
    this.log.make(made);
  }

  /** Writes down statements that have made their tables. */
  define(statements: readonly Placed[], schema: string): void {
    for (const { subject, line } of statements) {
      const name = plainName({ schema: subject.schema ?? schema, name: subject.name ?? "" });
      if (subject.makes === "table")
        this.run.tables.push({ name, file: this.file, line, outcome: "made" });
    }
  }

  /** Finds out what tables statements want that made none. To be called outside of a transaction. */
  async learn(failed: readonly Placed[]): Promise<void> {
    for (const { statement, subject, line } of failed) {
      if (subject.makes !== "table") continue;
      const { schema } = await beginAt(this.client, this.run);
      const name = { schema: subject.schema ?? schema, name: subject.name ?? "" };
      const wanted = await wantedTable(this.client, statement, name);
      await this.client.query("ROLLBACK");
      const definition = { name: plainName(name), file: this.file, line };
      this.run.tables.push({ ...definition, outcome: "failed", ...(wanted && { wanted }) });
    }
  }
}

const ofRows = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "DoStmt",
  "CallStmt",
]);

/** Columns and constraints count where they come to a table that was there before the transaction. */
function withoutParts(made: readonly FoundObject[], before: readonly FoundObject[]): FoundObject[] {
  const tables = new Set(
    [...before, ...made].filter(({ kind }) => kind === "table").map(plainName),
  );
  const isPart = ({ kind, schema, table }: FoundObject): boolean =>
    (kind === "column" || kind === "constraint") &&
    tables.has(plainName({ schema, name: table ?? "" }));
  return made.filter((one) => !isPart(one));
}
