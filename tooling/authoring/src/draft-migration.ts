import { readStatements, type Statement } from "@deepiri/sql";
import type { Catalog } from "./catalog/catalog.js";
import { readCatalog } from "./catalog/read-catalog.js";
import type { Scratch } from "./catalog/scratch.js";
import { partCandidates, tableCandidates } from "./decision/candidates.js";
import type { Decisions } from "./decision/decisions.js";
import { dropsBetween } from "./decision/drops.js";
import { readUnseen } from "./decision/unseen.js";
import { DeniedDropError, NothingToDecideError, OpenQuestionsError } from "./errors.js";
import { Moves } from "./move/moves.js";
import { leaveHandMade } from "./rewrite/leave-hand-made.js";
import { liveForm } from "./rewrite/live-form.js";
import type { DraftStatement, Part } from "./rewrite/part.js";
import { type Performance, perform } from "./statement/perform.js";

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
  const unseen = await readUnseen(scratch, first.before, first.catalog);
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

function withMoves(moves: readonly DraftStatement[], parts: readonly Part[]): Part[] {
  if (moves.length === 0) return [...parts];
  const [first] = parts;
  if (first?.label !== "") return [{ label: "", statements: moves }, ...parts];
  return [{ label: "", statements: [...moves, ...first.statements] }, ...parts.slice(1)];
}
