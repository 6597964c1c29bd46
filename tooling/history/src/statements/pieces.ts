import { readStatements, type Statement } from "@deepiri/sql";
import type { Migration } from "@deepiri/workspace";
import type { Tree } from "./tree.js";

/** A statement of a migration with what stands before it. */
export interface Piece {
  /** The migration that it comes from. */
  readonly from: string;
  /** Blank lines and comments before it, as they stand in the file. */
  readonly lead: string;
  readonly statement: Statement;
  /** Its SQL, without a semicolon. */
  readonly text: string;
}

/** The statements of a migration, in order. What a squashed one says of others is left out. */
export async function readPieces({ name, sql, replaces }: Migration): Promise<Piece[]> {
  const statements = await readStatements(sql);
  let at = 0;
  return statements.map((statement) => {
    const lead = sql.slice(at, statement.start);
    const isHead = at === 0 && replaces.length > 0;
    at = statement.end + 1; // past its semicolon
    return {
      from: name,
      lead: isHead ? withoutHeader(lead) : lead,
      statement,
      text: statement.text,
    };
  });
}

// As far as the last line of the header, which ends with a checksum.
function withoutHeader(lead: string): string {
  return lead.replace(/^[\s\S]*^-- +replaces .*$/m, "").replace(/^\n+/, "");
}

/** The pieces without some of them; what their file or section says at its head stays. */
export function withoutPieces(pieces: readonly Piece[], isOut: (piece: Piece) => boolean): Piece[] {
  const kept: Piece[] = [];
  let left = { from: "", text: "" };
  for (const piece of pieces) {
    if (left.from !== piece.from) left = { from: piece.from, text: "" };
    if (isOut(piece)) {
      // Only the paragraph that stands directly before a statement is about it.
      left.text += piece.lead.slice(0, piece.lead.lastIndexOf("\n\n") + 1);
      continue;
    }
    const head = left.text.trim() === "" ? "" : `${left.text}\n`;
    kept.push({ ...piece, lead: `${head}${piece.lead}` });
    left.text = "";
  }
  return kept;
}

/** The piece with another text. */
export async function rewrite(piece: Piece, text: string): Promise<Piece> {
  const [statement] = await readStatements(text);
  return statement ? { ...piece, text, statement } : piece;
}

/** Its parse tree, as data. */
export function treeOf({ statement: { node } }: Piece): Tree {
  return node as Tree;
}
