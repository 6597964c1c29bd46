import { type Piece, rewrite, treeOf, withoutPieces } from "../../statements/pieces.js";
import { inner, mentions, names, type Tree } from "../../statements/tree.js";
import { applyCommand } from "./apply-command.js";
import type { Folded } from "./folded.js";
import { commentedBy, commentKey, madeBy, tableOf } from "./subjects.js";
import { type Part, readAlter, readTable, renderParts } from "./table-text.js";

/**
 * Folds the commands of an ALTER TABLE into the statements before it, each for itself; those that cannot
 * be folded stay together.
 */
export async function foldAlter(
  done: readonly Piece[],
  piece: Piece,
  table: string,
  mayFold: (subject: string) => boolean,
): Promise<Folded | undefined> {
  const alter = await readAlter(piece.text);
  if (!alter) return undefined;
  let pieces = done;
  const left: Part[] = [];
  const subjects: string[] = [];
  for (const command of alter.parts) {
    const subject = `${table} ${nameOf(command)}`;
    const folded = mayFold(subject) ? await foldCommand(pieces, command, table) : undefined;
    if (folded) subjects.push(subject);
    else left.push(command);
    pieces = folded ?? pieces;
  }
  if (subjects.length === 0) return undefined;
  if (left.length === 0) return { pieces, subjects };
  const [first, ...others] = left;
  const begun = first ? [{ ...first, text: first.text.trimStart() }, ...others] : left;
  const rest = await rewrite(piece, renderParts(alter, begun));
  return { pieces: [...pieces, rest], subjects };
}

/** What a command is about. Another type may be printed otherwise in a rule, so it is a matter of its own. */
function nameOf({ node }: Part): string {
  const { subtype, name, def } = inner(node, "AlterTableCmd") ?? {};
  const about = String(name ?? inner(def, "ColumnDef")?.colname ?? "");
  return subtype === "AT_AlterColumnType" ? `type of ${about}` : about;
}

async function foldCommand(
  done: readonly Piece[],
  command: Part,
  table: string,
): Promise<readonly Piece[] | undefined> {
  const { subtype, name } = inner(command.node, "AlterTableCmd") ?? {};
  const created = await foldIntoTable(done, command, table);
  if (subtype === "AT_DropColumn") return created && withoutColumn(created, table, String(name));
  if (subtype !== "AT_DropConstraint") return created;
  const constraint = String(name);
  const found = created ?? (await withoutConstraints(done, table, (one) => one === constraint));
  return found && withoutComments(found, table, constraint, "OBJECT_TABCONSTRAINT");
}

async function foldIntoTable(
  done: readonly Piece[],
  command: Part,
  table: string,
): Promise<readonly Piece[] | undefined> {
  const index = done.findIndex((one) => madeBy(treeOf(one)) === table);
  const made = done[index];
  const text = made && (await readTable(made.text));
  if (!made || !text) return undefined;
  const parts = await applyCommand(text.parts, command);
  return parts && done.toSpliced(index, 1, await rewrite(made, renderParts(text, parts)));
}

/** Without the indexes, rules and comments that go with a column. */
async function withoutColumn(
  done: readonly Piece[],
  table: string,
  column: string,
): Promise<readonly Piece[]> {
  const isIndex = (piece: Piece): boolean => {
    const index = inner(treeOf(piece), "IndexStmt");
    return index !== undefined && tableOf(treeOf(piece)) === table && mentions(index, column);
  };
  const indexes = done.filter(isIndex).map((one) => madeBy(treeOf(one)));
  const kept = withoutPieces(done, (one) => {
    const commented = commentedBy(treeOf(one));
    return isIndex(one) || (commented !== undefined && indexes.includes(commented));
  });
  const ruled = await withoutConstraints(kept, table, (_, node) => mentions(node, column));
  return withoutComments(ruled ?? kept, table, column, "OBJECT_COLUMN");
}

/** Without the rules that an ALTER TABLE adds; undefined if there is none such. */
async function withoutConstraints(
  done: readonly Piece[],
  table: string,
  isOut: (name: string, node: Tree) => boolean,
): Promise<readonly Piece[] | undefined> {
  let pieces = done;
  for (const piece of done) {
    if (tableOf(treeOf(piece)) !== table) continue;
    const alter = await readAlter(piece.text);
    const kept = alter?.parts.filter(({ node }) => {
      const added = constraintOf(node);
      return added === undefined || !isOut(String(added.conname), added);
    });
    if (!alter || !kept || kept.length === alter.parts.length) continue;
    pieces =
      kept.length === 0
        ? withoutPieces(pieces, (one) => one === piece)
        : pieces.with(pieces.indexOf(piece), await rewrite(piece, renderParts(alter, kept)));
  }
  return pieces === done ? undefined : pieces;
}

function constraintOf(node: Tree): Tree | undefined {
  const command = inner(node, "AlterTableCmd");
  return command?.subtype === "AT_AddConstraint" ? inner(command.def, "Constraint") : undefined;
}

function withoutComments(
  done: readonly Piece[],
  table: string,
  name: string,
  type: string,
): readonly Piece[] {
  return withoutPieces(done, (piece) => {
    const tree = treeOf(piece);
    if (commentKey(tree) === undefined || tableOf(tree) !== table) return false;
    const comment = inner(tree, "CommentStmt");
    const parts = names(inner(comment?.object, "List")?.items);
    return comment?.objtype === type && parts.at(-1) === name;
  });
}
