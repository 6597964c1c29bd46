import { readStatements, type Statement } from "@deepiri/sql";
import type { Catalog } from "./catalog/catalog.js";
import { formatName } from "./catalog/names.js";
import { readCatalog } from "./catalog/read-catalog.js";
import type { Session } from "./catalog/session.js";
import { newIn, partCandidates, tableCandidates } from "./decision/candidates.js";
import type { Decisions } from "./decision/decisions.js";
import { dropsBetween } from "./decision/drops.js";
import { DeniedDropError, NothingToDecideError, OpenQuestionsError } from "./errors.js";
import { readMentions } from "./move/followers.js";
import { move } from "./move/move.js";
import type { MoveQuestion } from "./question/question.js";
import { leaveHandMade } from "./rewrite/leave-hand-made.js";
import { liveForm } from "./rewrite/live-form.js";
import type { DraftStatement, Part } from "./rewrite/part.js";
import { type Performance, perform } from "./statement/perform.js";
import { droppedBy } from "./statement/tree.js";

/** A database as a package's migrations build it, and what its Prisma files add to that. */
export interface Scratch {
  readonly session: Session;
  /** What Prisma would write, seen from what the session sees now; empty without a difference. */
  difference(): Promise<string>;
  /** What Prisma would write to drop all that it sees. */
  teardown(): Promise<string>;
  /** Tables and enum types of other packages, as `schema.name`. */
  readonly external: readonly string[];
}

/** The next migration. */
export interface Draft {
  readonly parts: readonly Part[];
  /** What a reviewer has to know beyond the hazards in it. */
  readonly notes: readonly string[];
}

/**
 * Drafts the migration from the database to the Prisma files. The database stays as it is.
 *
 * @returns undefined when there is nothing to change
 * @throws OpenQuestionsError, DeniedDropError, NothingToDecideError, RequiredColumnError
 */
export async function draftMigration(
  scratch: Scratch,
  decisions: Decisions,
): Promise<Draft | undefined> {
  await scratch.session.query("BEGIN");
  try {
    return await draft(scratch, decisions);
  } finally {
    await scratch.session.query("ROLLBACK");
  }
}

/** What still differs from the Prisma files, hand-made objects aside. */
export async function remainingDifference(scratch: Scratch): Promise<string> {
  const statements = await readDifference(scratch, await readCatalog(scratch.session));
  return statements.map(({ text }) => `${text};`).join("\n");
}

async function draft(scratch: Scratch, decisions: Decisions): Promise<Draft | undefined> {
  const moves = new Moves(scratch.session);
  const first = await look(scratch);
  const unseen = await readUnseen(scratch, first);
  await moves.make(await decisions.moves(tableCandidates(first.before, first.catalog, unseen)));
  const second = await look(scratch);
  await moves.make(await decisions.moves(partCandidates(second.before, second.catalog)));
  const { before, statements, performance, catalog } = await look(scratch);
  for (const drop of dropsBetween(before, catalog))
    if (!(await decisions.drop(drop))) throw new DeniedDropError(drop);
  if (decisions.open.length > 0) throw new OpenQuestionsError(decisions.open);
  if (decisions.unused.length > 0) throw new NothingToDecideError(decisions.unused);
  const parts = withMoves(moves.statements, liveForm(statements, before, performance));
  return parts.length > 0 ? { parts, notes: moves.notes } : undefined;
}

interface Look {
  readonly before: Catalog;
  readonly statements: readonly Statement[];
  readonly performance: Performance;
  /** What would be there after the statements. */
  readonly catalog: Catalog;
}

async function look(scratch: Scratch): Promise<Look> {
  const before = await readCatalog(scratch.session);
  const statements = await readDifference(scratch, before);
  const performance = await perform(scratch.session, statements);
  return { before, statements, performance, catalog: performance.catalog };
}

async function readDifference(scratch: Scratch, catalog: Catalog): Promise<Statement[]> {
  return leaveHandMade(await readStatements(await scratch.difference()), catalog);
}

/**
 * Tables and enum types in schemas that the Prisma files no longer name: Prisma would leave them behind
 * and make new ones. What it has no models for is among them; nothing new looks like that.
 */
async function readUnseen(scratch: Scratch, { before, catalog }: Look): Promise<Set<string>> {
  const made = [...newIn(catalog.tables, before.tables), ...newIn(catalog.enums, before.enums)];
  if (made.length === 0) return new Set();
  const seen = (await readStatements(await scratch.teardown())).flatMap(
    (one) => droppedBy(one).names,
  );
  const known = new Set([
    ...seen.map(({ schema, name }) => `${schema}.${name}`),
    ...scratch.external,
  ]);
  const all = [...before.tables, ...before.enums];
  return new Set(
    all
      .filter(({ schema, name }) => !known.has(`${schema}.${name}`))
      .map(({ schema, name }) => formatName([schema, name])),
  );
}

/** Moves made so far, in the order in which the migration makes them. */
class Moves {
  readonly statements: DraftStatement[] = [];
  readonly notes: string[] = [];

  constructor(readonly client: Session) {}

  async make(questions: readonly MoveQuestion[]): Promise<void> {
    for (const one of questions) await this.#make(one);
  }

  async #make(question: MoveQuestion): Promise<void> {
    const { from, to } = question;
    const mentions = await readMentions(this.client, from, from.slice(0, 2));
    const { statements, hazard } = await move(this.client, question);
    for (const [index, sql] of statements.entries())
      this.statements.push({ sql, hazards: index === 0 ? [hazard] : [] });
    for (const one of mentions)
      this.notes.push(
        `the text of ${one} names ${from.at(-1)}, which becomes ${formatName(to)}; PostgreSQL does not change it`,
      );
  }
}

function withMoves(moves: readonly DraftStatement[], parts: readonly Part[]): Part[] {
  if (moves.length === 0) return [...parts];
  const [first] = parts;
  if (first?.label !== "") return [{ label: "", statements: moves }, ...parts];
  return [{ label: "", statements: [...moves, ...first.statements] }, ...parts.slice(1)];
}
