import { type Piece, treeOf, withoutPieces } from "../../statements/pieces.js";
import { inner } from "../../statements/tree.js";
import { foldAlter } from "./fold-alter.js";
import { foldEnum } from "./fold-enum.js";
import { foldRename, renamedBy } from "./fold-rename.js";
import type { Folded } from "./folded.js";
import { hoistTypes } from "./hoist-types.js";
import { commentedBy, commentKey, droppedBy, madeBy, tableOf } from "./subjects.js";

/**
 * Folds what later statements do to an object into the one that makes it: a column that is added becomes
 * one of the CREATE TABLE, what is made and dropped again is gone. Whether the result is the same is for
 * databases to prove; what cannot be folded stays as it is.
 *
 * @param isKept what of these is to stay as it is
 */
export async function fold(
  pieces: readonly Piece[],
  isKept: (subject: string) => boolean = () => false,
): Promise<Folded> {
  const subjects = new Set<string>();
  const mayFold = (subject: string): boolean => !isKept(subject);
  let done: readonly Piece[] = [];
  for (const piece of pieces) {
    const folded = await foldPiece(done, piece, mayFold);
    for (const subject of folded?.subjects ?? []) subjects.add(subject);
    done = folded?.pieces ?? [...done, piece];
  }
  return { pieces: subjects.size > 0 ? hoistTypes(done) : done, subjects: [...subjects] };
}

async function foldPiece(
  done: readonly Piece[],
  piece: Piece,
  mayFold: (subject: string) => boolean,
): Promise<Folded | undefined> {
  const tree = treeOf(piece);
  const table = inner(tree, "AlterTableStmt") && tableOf(tree);
  if (table !== undefined) return foldAlter(done, piece, table, mayFold);
  const subject = subjectOf(piece);
  if (subject === undefined || !mayFold(subject)) return undefined;
  const folded = await foldWhole(done, piece, subject);
  return folded && { pieces: folded, subjects: [subject] };
}

/** The object whose earlier statements a piece may be folded into. */
function subjectOf(piece: Piece): string | undefined {
  const tree = treeOf(piece);
  const comment = commentKey(tree);
  if (comment !== undefined) return `comment ${comment}`;
  const [dropped] = droppedBy(tree);
  if (dropped !== undefined) return dropped;
  return foldEnum.subjectOf(tree) ?? renamedBy(tree) ?? madeBy(tree);
}

async function foldWhole(
  done: readonly Piece[],
  piece: Piece,
  subject: string,
): Promise<readonly Piece[] | undefined> {
  const tree = treeOf(piece);
  if (commentKey(tree) !== undefined) return foldComment(done, piece);
  if (droppedBy(tree).length > 0) return foldDrop(done, droppedBy(tree));
  if (inner(tree, "AlterEnumStmt")) return foldEnum.fold(done, piece, subject);
  if (inner(tree, "RenameStmt")) return foldRename(done, tree);
  return foldReplacement(done, piece, subject);
}

/** Of several comments on one thing the last one counts; one that is NULL is none. */
function foldComment(done: readonly Piece[], piece: Piece): readonly Piece[] | undefined {
  const key = commentKey(treeOf(piece));
  const kept = withoutPieces(done, (one) => commentKey(treeOf(one)) === key);
  if (kept.length === done.length) return undefined;
  const isNone = inner(treeOf(piece), "CommentStmt")?.comment === undefined;
  return isNone ? kept : [...kept, piece];
}

/** What is dropped was never made, and with it all that was about it. */
function foldDrop(
  done: readonly Piece[],
  dropped: readonly string[],
): readonly Piece[] | undefined {
  const isMade = (key: string): boolean => done.some((one) => madeBy(treeOf(one)) === key);
  if (!dropped.every(isMade)) return undefined;
  return withoutPieces(done, (one) => {
    const tree = treeOf(one);
    const about = [madeBy(tree), tableOf(tree), commentedBy(tree), foldEnum.subjectOf(tree)];
    return about.some((key) => key !== undefined && dropped.includes(key));
  });
}

/** CREATE OR REPLACE comes to what it says at last. */
function foldReplacement(
  done: readonly Piece[],
  piece: Piece,
  subject: string,
): readonly Piece[] | undefined {
  const tree = treeOf(piece);
  const replaces = ["CreateFunctionStmt", "CreateTrigStmt", "ViewStmt"].some(
    (kind) => inner(tree, kind)?.replace === true,
  );
  const index = done.findIndex((one) => madeBy(treeOf(one)) === subject);
  const first = done[index];
  if (!replaces || !first) return undefined;
  const lead = piece.lead.trim() === "" ? first.lead : piece.lead;
  return done.toSpliced(index, 1, { ...piece, from: first.from, lead });
}
