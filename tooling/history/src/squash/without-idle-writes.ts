import type pg from "pg";
import { SquashRefusedError } from "../errors.js";
import { type Piece, withoutPieces } from "../statements/pieces.js";

/**
 * The statements without those that write no row on a database without rows, such as the UPDATEs of a
 * data migration. Runs them all; the client is on a database that holds what they need.
 *
 * @throws SquashRefusedError for a statement that cannot be in one transaction with the others
 */
export async function withoutIdleWrites(
  client: pg.Client,
  pieces: readonly Piece[],
): Promise<Piece[]> {
  const idle = new Set<Piece>();
  await client.query("BEGIN");
  try {
    let from = pieces[0]?.from;
    for (const piece of pieces) {
      if (piece.from !== from) await client.query("RESET ROLE; RESET ALL");
      from = piece.from;
      const { rowCount } = await client.query(piece.text).catch((cause) => {
        throw cannotJoin(piece, cause);
      });
      if (isWrite(piece) && rowCount === 0) idle.add(piece);
    }
  } finally {
    await client.query("ROLLBACK");
  }
  return withoutPieces(pieces, (piece) => idle.has(piece));
}

const writes = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

function isWrite({ statement: { kind, text } }: Piece): boolean {
  // One of several writes of a statement may be the one that does something.
  return writes.has(kind) && !/^\s*WITH\b/i.test(text);
}

function cannotJoin({ from, statement }: Piece, cause: Error): SquashRefusedError {
  const [first] = statement.text.split("\n");
  return new SquashRefusedError(
    `a statement of ${from} (line ${statement.line}) cannot be in one transaction with those before it: ${cause.message}\n     ${first}`,
    { cause },
  );
}
