import { type Piece, treeOf } from "../../statements/pieces.js";
import { inner } from "../../statements/tree.js";

const early = ["CreateSchemaStmt", "CreateExtensionStmt", "CreateEnumStmt"];

/** What tables are made of comes before the first of them, for a column may have moved there that needs it. */
export function hoistTypes(pieces: readonly Piece[]): Piece[] {
  const isEarly = (piece: Piece): boolean =>
    early.some((kind) => inner(treeOf(piece), kind) !== undefined);
  const first = pieces.findIndex((piece) => inner(treeOf(piece), "CreateStmt") !== undefined);
  const table = pieces[first];
  if (!table) return [...pieces];
  const before = pieces.slice(0, first);
  const after = pieces.slice(first);
  const moved = after.filter(isEarly).map((piece) => {
    return { ...piece, from: table.from, lead: `\n\n${piece.lead.trim()}\n` };
  });
  return [...before, ...moved, ...after.filter((piece) => !isEarly(piece))];
}
