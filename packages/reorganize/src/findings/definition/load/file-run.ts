import { readStatements, type ScriptPiece, SqlSyntaxError, type Statement } from "@deepiri/sql";
import type pg from "pg";
import { syntaxFailure } from "./failure.js";
import { FileLog } from "./file-log.js";
import type { FoundObject } from "./found-objects.js";
import type { LoadedFile } from "./loaded.js";
import type { Placed } from "./placed.js";
import { beginAt, limits, type Moment, momentIn } from "./scratch-session.js";
import { type FamilyRun, StatementRun } from "./statement-run.js";
import { subjectOf } from "./subject.js";
import { whyNotRun } from "./why-not-run.js";

/** A transaction that the file has begun. */
interface Block {
  readonly line: number;
  readonly moment: Moment;
  made: FoundObject[];
  /** Its statements, but those that passed something over. */
  readonly statements: Placed[];
  /** Where it failed. */
  failedAt?: number;
}

/**
 * Runs the statements of one file in one session, as `psql` does that was not told to stop at errors: each in a
 * transaction of its own, but for those between BEGIN and COMMIT of the file.
 */
export class FileRun {
  readonly #log: FileLog;
  readonly #each: StatementRun;
  #block: Block | undefined;

  constructor(
    readonly client: pg.Client,
    readonly run: FamilyRun,
    file: string,
    readonly pieces: readonly ScriptPiece[],
  ) {
    this.#log = new FileLog(file, pieces.length);
    this.#each = new StatementRun(client, run, file, this.#log);
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
    const moment = await beginAt(this.client, this.run);
    if (!(await this.#each.send(placed, moment.schema))) {
      await this.client.query("ROLLBACK");
      return this.#each.learn([placed]);
    }
    if (await this.#each.hasReachedOut(moment, placed)) return;
    const { made, isPassedOver } = await this.#each.effects(placed, moment);
    if (!(await this.#each.commit(placed, moment.schema))) return;
    this.#each.keep(made);
    if (!isPassedOver) this.#each.define([placed], moment.schema);
  }

  /** For what refuses to be in a transaction, such as an index that is built CONCURRENTLY. */
  async #withoutTransaction(placed: Placed): Promise<void> {
    const moment = await beginAt(this.client, this.run);
    await this.client.query("COMMIT");
    await this.client.query(limits(this.run, ""));
    const isDone = await this.#each.send(placed, moment.schema);
    await beginAt(this.client, this.run);
    if (isDone) this.#each.keep((await this.#each.effects(placed, moment)).made);
    await this.client.query("COMMIT");
  }

  async #inBlock(placed: Placed, block: Block): Promise<void> {
    const { schema } =
      block.failedAt === undefined ? await momentIn(this.client, this.run) : block.moment;
    if (!(await this.#each.send(placed, schema))) {
      block.failedAt ??= placed.line;
      block.statements.push(placed);
      return;
    }
    const moment = { ...block.moment, schema };
    const { made, isPassedOver } = await this.#each.effects(placed, moment, block.made);
    block.made.push(...made);
    if (!isPassedOver) block.statements.push(placed);
  }

  async #transaction(placed: Placed): Promise<void> {
    const { kind } = (placed.statement.node as { TransactionStmt: { kind: string } })
      .TransactionStmt;
    if (begins.has(kind)) await this.#begin(placed);
    // Outside of a transaction the server warns, and does nothing.
    else if (!this.#block) return;
    else if (kind === "TRANS_STMT_COMMIT") await this.#commit(this.#block, placed);
    else if (kind === "TRANS_STMT_ROLLBACK")
      await this.#leave(this.#block, "the file rolls it back");
    else await this.#savepoint(placed, this.#block, kind);
  }

  async #begin({ line }: Placed): Promise<void> {
    if (this.#block) return;
    const moment = await beginAt(this.client, this.run);
    this.#block = { line, moment, made: [], statements: [] };
  }

  async #savepoint(placed: Placed, block: Block, kind: string): Promise<void> {
    const isDone = await this.#each.send(placed, block.moment.schema);
    if (!isDone) block.failedAt ??= placed.line;
    else if (kind === "TRANS_STMT_ROLLBACK_TO") {
      delete block.failedAt;
      block.made = await this.#each.left(block.made, block.moment);
    }
  }

  async #commit(block: Block, placed: Placed): Promise<void> {
    const { schema } = block.moment;
    if (block.failedAt !== undefined)
      return this.#leave(block, `the statement on line ${block.failedAt} failed`);
    this.#block = undefined;
    if (await this.#each.hasReachedOut(block.moment, placed)) return;
    if (!(await this.#each.commit(placed, schema))) return this.#each.learn(block.statements);
    this.#each.keep(block.made);
    this.#each.define(block.statements, schema);
  }

  /** Ends a transaction that leaves nothing, and finds out what tables it would have left. */
  async #leave(block: Block, reason: string): Promise<void> {
    this.#block = undefined;
    this.#log.undo(block.line, reason);
    await this.client.query("ROLLBACK");
    await this.#each.learn(block.statements);
  }

  /** Fails the transaction of the file, if there is one: the server has not seen what nobody can parse. */
  async #abort(line: number): Promise<void> {
    if (!this.#block) return;
    this.#block.failedAt ??= line;
    await this.client.query("SELECT 1 / 0").catch(() => {});
  }
}

const begins = new Set(["TRANS_STMT_BEGIN", "TRANS_STMT_START"]);

function standsAlone({ kind, node }: Statement): boolean {
  const fields = (node as Record<string, { concurrent?: boolean } | undefined>)[kind];
  return kind === "VacuumStmt" || kind === "ReindexStmt" || fields?.concurrent === true;
}

/** What is known of a statement that nobody can parse: two words, if they are no more than that. */
function firstWords(text: string): string {
  const words = text.split(/\s+/, 2).join(" ").toLowerCase();
  return /^[a-z]+( [a-z]+)?$/.test(words) ? words : "statement";
}
