import { readStatements, type ScriptPiece, SqlSyntaxError, type Statement } from "@deepiri/sql";
import type pg from "pg";
import { plainName } from "../../../catalog/table-name.js";
import { queryable } from "../../../session/queryable.js";
import type { Extensions } from "./extensions.js";
import { failureOf, syntaxFailure } from "./failure.js";
import { FileLog, type Placed } from "./file-log.js";
import { type FoundObject, readMadeObjects } from "./found-objects.js";
import type { LoadedFile, TableDefinition } from "./loaded.js";
import { passedOver } from "./passed-over.js";
import {
  beginAt,
  type Limits,
  limits,
  type Moment,
  momentIn,
  serverNow,
} from "./scratch-session.js";
import { subjectOf } from "./subject.js";
import { wantedTable } from "./wanted-table.js";
import { whyNotRun } from "./why-not-run.js";

/** What loading the files of one family shares. */
export interface FamilyRun extends Limits {
  readonly url: string;
  readonly extensions: Extensions;
  /** Each object that the family has made, as it was when it was last seen, by its key. */
  readonly known: Map<string, FoundObject>;
  readonly tables: TableDefinition[];
}

/** A transaction that the file has begun. */
interface Block {
  readonly line: number;
  readonly moment: Moment;
  readonly made: FoundObject[];
  /** Its statements that define tables, passed-over ones left out. */
  readonly tables: Placed[];
  /** Where it failed. */
  failedAt?: number;
}

/** Runs the statements of one file in one session, as `psql` does that was not told to stop at errors. */
export class FileRun {
  readonly #log: FileLog;
  readonly #file: string;
  #notices: string[] = [];
  #block: Block | undefined;

  constructor(
    readonly client: pg.Client,
    readonly run: FamilyRun,
    file: string,
    readonly pieces: readonly ScriptPiece[],
  ) {
    this.#file = file;
    this.#log = new FileLog(file, pieces.length);
    client.on("notice", ({ code }) => this.#notices.push(code ?? ""));
  }

  async load(): Promise<LoadedFile> {
    for (const piece of this.pieces) await this.#piece(piece);
    if (this.#block) await this.#leave(this.#block, "the file ends before it does");
    return this.#log.entries;
  }

  async #piece({ kind, text, line }: ScriptPiece): Promise<void> {
    if (kind === "meta-command") {
      const [command = ""] = text.split(/\s/, 1);
      return this.#log.leaveOut({ line, subject: { does: command } }, "psql does it by itself");
    }
    try {
      const [statement] = await readStatements(text);
      if (statement) await this.#place({ statement, line, subject: subjectOf(statement) });
    } catch (error) {
      if (!(error instanceof SqlSyntaxError)) throw error;
      const at = line + error.line - 1;
      this.#log.refuseSyntax(at, firstWords(text), await syntaxFailure(error.message, text));
      await this.#abort(at);
    }
  }

  async #place(placed: Placed): Promise<void> {
    const { statement, subject } = placed;
    const reason =
      (await whyNotRun(statement)) ??
      (subject.makes === "extension"
        ? await this.run.extensions.whyNot(subject.name ?? "")
        : undefined);
    if (reason !== undefined) this.#log.leaveOut(placed, reason);
    else if (statement.kind === "TransactionStmt") await this.#transaction(placed);
    else if (this.#block) await this.#inBlock(placed, this.#block);
    else if (standsAlone(statement)) await this.#withoutTransaction(placed);
    else await this.#inOwnTransaction(placed);
  }

  async #inOwnTransaction(placed: Placed): Promise<void> {
    const { client } = this;
    const moment = await beginAt(client, this.run);
    if (!(await this.#send(placed, moment.schema))) {
      await client.query("ROLLBACK");
      return this.#learn([placed]);
    }
    if (await this.#hasReachedOut(moment, placed)) return;
    const { made, isPassedOver } = await this.#effects(placed, moment);
    try {
      await client.query("COMMIT");
    } catch (error) {
      return this.#fail(placed, error, moment.schema);
    }
    this.#keep(made);
    if (!isPassedOver) this.#define([placed], moment.schema);
  }

  /** For what refuses to be in a transaction, such as an index that is built CONCURRENTLY. */
  async #withoutTransaction(placed: Placed): Promise<void> {
    const { client } = this;
    const moment = await beginAt(client, this.run);
    await client.query("COMMIT");
    await client.query(limits(this.run, ""));
    const isDone = await this.#send(placed, moment.schema);
    await beginAt(client, this.run);
    if (isDone) this.#keep((await this.#effects(placed, moment)).made);
    await client.query("COMMIT");
  }

  async #inBlock(placed: Placed, block: Block): Promise<void> {
    const { schema } =
      block.failedAt === undefined ? await momentIn(this.client, this.run) : block.moment;
    if (!(await this.#send(placed, schema))) {
      block.failedAt ??= placed.line;
      block.tables.push(placed);
      return;
    }
    const { made, isPassedOver } = await this.#effects(placed, { ...block.moment, schema });
    block.made.push(...made);
    if (!isPassedOver) block.tables.push(placed);
  }

  async #transaction(placed: Placed): Promise<void> {
    const { kind } = (placed.statement.node as { TransactionStmt: { kind: string } })
      .TransactionStmt;
    const block = this.#block;
    if (begins.has(kind)) {
      const moment = block?.moment ?? (await beginAt(this.client, this.run));
      this.#block = block ?? { line: placed.line, moment, made: [], tables: [] };
    } else if (kind === "TRANS_STMT_ROLLBACK") {
      if (block) await this.#leave(block, "the file rolls it back");
    } else if (kind === "TRANS_STMT_COMMIT") {
      if (block) await this.#commit(block, placed);
    } else if (block) await this.#savepoint(placed, block, kind);
  }

  async #savepoint(placed: Placed, block: Block, kind: string): Promise<void> {
    const isDone = await this.#send(placed, block.moment.schema);
    if (isDone && kind === "TRANS_STMT_ROLLBACK_TO") delete block.failedAt;
    else if (!isDone) block.failedAt ??= placed.line;
  }

  async #commit(block: Block, placed: Placed): Promise<void> {
    if (block.failedAt !== undefined)
      return this.#leave(block, `the statement on line ${block.failedAt} failed`);
    if (await this.#hasReachedOut(block.moment, placed)) {
      this.#block = undefined;
      return;
    }
    this.#block = undefined;
    try {
      await this.client.query("COMMIT");
    } catch (error) {
      await this.#fail(placed, error, block.moment.schema);
      return this.#learn(block.tables);
    }
    this.#keep(block.made);
    this.#define(block.tables, block.moment.schema);
  }

  /** Ends a transaction that leaves nothing, and finds out what tables it would have left. */
  async #leave(block: Block, reason: string): Promise<void> {
    this.#block = undefined;
    this.#log.undo(block.line, reason);
    await this.client.query("ROLLBACK");
    await this.#learn(block.tables);
  }

  /** Fails the transaction of the file, if there is one, as a statement does that nobody can parse. */
  async #abort(line: number): Promise<void> {
    if (!this.#block) return;
    this.#block.failedAt ??= line;
    await this.client.query("SELECT pg_catalog.quote_ident(1 / 0)").catch(() => {});
  }

  /** Sends it; false when it failed, which is written down. */
  async #send(placed: Placed, schema: string): Promise<boolean> {
    this.#notices = [];
    try {
      await this.client.query(placed.statement.text);
      return true;
    } catch (error) {
      await this.#fail(placed, error, schema);
      return false;
    }
  }

  async #fail(placed: Placed, error: unknown, schema: string): Promise<void> {
    const { kind, text } = placed.statement;
    this.#log.fail(placed, await failureOf(error, text, ofRows.has(kind)), schema);
  }

  /** What only a session of the login can do never comes to be: the transaction is rolled back. */
  async #hasReachedOut(moment: Moment, placed: Placed): Promise<boolean> {
    if ((await serverNow(this.client, this.run)) === moment.server) return false;
    await this.client.query("ROLLBACK");
    this.#log.leaveOut(placed, "it would have changed roles, databases or the server");
    return true;
  }

  /** What a statement made, and whether it passed over something that was there. */
  async #effects(
    placed: Placed,
    moment: Moment,
  ): Promise<{ made: FoundObject[]; isPassedOver: boolean }> {
    const { known } = this.run;
    const found = await readMadeObjects(queryable(this.client), moment.transaction);
    const others = found.filter(
      ({ key, shape }) => shape !== null && (known.get(key)?.shape ?? shape) !== shape,
    );
    if (others.length > 0) this.#log.replace(placed);
    for (const one of others) known.set(one.key, one);
    const before = new Set([...known.keys(), ...(this.#block?.made ?? []).map(({ key }) => key)]);
    const made = found.filter(({ key }) => !before.has(key));
    const over = await passedOver(this.client, placed, {
      notices: this.#notices,
      schema: moment.schema,
      made,
    });
    if (over) this.#log.skip(placed, over.differences, moment.schema);
    if (over?.wanted)
      this.run.tables.push({
        ...over.wanted,
        file: this.#file,
        line: placed.line,
        outcome: "skipped",
      });
    return { made: withoutParts(made, this.#block?.made ?? []), isPassedOver: over !== undefined };
  }

  #keep(made: readonly FoundObject[]): void {
    for (const one of made) this.run.known.set(one.key, one);
    this.#log.make(made);
  }

  #define(tables: readonly Placed[], schema: string): void {
    for (const { subject, line } of tables)
      if (subject.makes === "table")
        this.run.tables.push({
          name: nameOf(subject, schema),
          file: this.#file,
          line,
          outcome: "made",
        });
  }

  /** Finds out what tables statements define that made none. */
  async #learn(failed: readonly Placed[]): Promise<void> {
    for (const { statement, subject, line } of failed) {
      if (subject.makes !== "table") continue;
      const { schema } = await beginAt(this.client, this.run);
      const name = { schema: subject.schema ?? schema, name: subject.name ?? "" };
      const wanted = await wantedTable(this.client, statement, name);
      await this.client.query("ROLLBACK");
      const definition = {
        name: plainName(name),
        file: this.#file,
        line,
        outcome: "failed" as const,
      };
      this.run.tables.push({ ...definition, ...(wanted && { wanted }) });
    }
  }
}

const begins = new Set(["TRANS_STMT_BEGIN", "TRANS_STMT_START"]);
const ofRows = new Set([
  "SelectStmt",
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "DoStmt",
  "CallStmt",
]);

function standsAlone({ kind, node }: Statement): boolean {
  const fields = (node as Record<string, { concurrent?: boolean } | undefined>)[kind];
  return kind === "VacuumStmt" || kind === "ReindexStmt" || fields?.concurrent === true;
}

function nameOf(subject: Placed["subject"], schema: string): string {
  return plainName({ schema: subject.schema ?? schema, name: subject.name ?? "" });
}

/** Columns and constraints count where they come to a table that was there. */
function withoutParts(made: readonly FoundObject[], before: readonly FoundObject[]): FoundObject[] {
  const tables = new Set(
    [...before, ...made].filter(({ kind }) => kind === "table").map(plainName),
  );
  const isPart = ({ kind, schema, table }: FoundObject): boolean =>
    (kind === "column" || kind === "constraint") &&
    tables.has(plainName({ schema, name: table ?? "" }));
  return made.filter((one) => !isPart(one));
}

/** What is known of a statement that nobody can parse: two words, if they are no more than that. */
function firstWords(text: string): string {
  const words = text.split(/\s+/, 2).join(" ").toLowerCase();
  return /^[a-z]+( [a-z]+)?$/.test(words) ? words : "statement";
}
