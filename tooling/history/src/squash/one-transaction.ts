import { readStatements, type Statement } from "@deepiri/sql";
import { SquashRefusedError } from "../errors.js";
import { type Piece, withoutPieces } from "../statements/pieces.js";

/**
 * The same statements in such a form that they can run one after the other in one transaction, on a
 * database in which there is nobody to wait for and nothing to tidy up.
 *
 * @throws SquashRefusedError for what only makes sense across several transactions
 */
export async function inOneTransaction(pieces: readonly Piece[]): Promise<Piece[]> {
  const needed = withoutPieces(pieces, ({ statement }) => isNeedless(statement));
  return Promise.all(needed.map(async (piece) => ({ ...piece, text: await atOnce(piece) })));
}

const ending = new Set(["TRANS_STMT_BEGIN", "TRANS_STMT_START", "TRANS_STMT_COMMIT"]);

function isNeedless({ kind, node, line }: Statement): boolean {
  if (kind === "VacuumStmt" || kind === "ReindexStmt") return true;
  if (kind !== "TransactionStmt") return false;
  const { kind: what = "" } = (node as { TransactionStmt: { kind?: string } }).TransactionStmt;
  if (ending.has(what)) return true;
  throw new SquashRefusedError(`a migration takes back what it did (ROLLBACK, line ${line})`);
}

const concurrently = /^(\s*(?:CREATE\s+(?:UNIQUE\s+)?INDEX|DROP\s+INDEX)\s+)CONCURRENTLY\s+/i;

async function atOnce({ text, statement }: Piece): Promise<string> {
  if (!isConcurrent(statement)) return text;
  const plain = text.replace(concurrently, "$1");
  const [again] = await readStatements(plain);
  if (again && !isConcurrent(again)) return plain;
  throw new SquashRefusedError(`CONCURRENTLY cannot be taken out of: ${text.split("\n")[0]}`);
}

function isConcurrent({ kind, node }: Statement): boolean {
  if (kind !== "IndexStmt" && kind !== "DropStmt") return false;
  return (Object.values(node)[0] as { concurrent?: boolean }).concurrent === true;
}
