import { quoteIdentifier } from "@deepiri/database/without-client";
import { type Piece, rewrite, treeOf } from "../../statements/pieces.js";
import { inner, mentions, type Tree } from "../../statements/tree.js";
import { columnOf } from "./apply-command.js";
import { withName } from "./column-text.js";
import { madeBy, tableOf } from "./subjects.js";
import { readTable, renderParts } from "./table-text.js";

/** The table and the new name, if a statement renames a column. */
export function renamedBy(tree: Tree): string | undefined {
  const rename = inner(tree, "RenameStmt");
  const table = tableOf(tree);
  if (rename?.renameType !== "OBJECT_COLUMN" || table === undefined) return undefined;
  return `${table} ${rename.newname}`;
}

/** A column that nothing has named since it was made has its last name from the start. */
export async function foldRename(
  done: readonly Piece[],
  tree: Tree,
): Promise<readonly Piece[] | undefined> {
  const { subname, newname } = inner(tree, "RenameStmt") ?? {};
  const [old, table] = [String(subname), tableOf(tree)];
  const index = done.findIndex((one) => madeBy(treeOf(one)) === table);
  const made = done[index];
  const text = made && (await readTable(made.text));
  if (!made || !text || done.slice(index + 1).some((one) => mentions(treeOf(one), old)))
    return undefined;
  const column = text.parts.find((part) => columnOf(part) === old);
  const others = text.parts.filter((part) => part !== column);
  if (!column || others.some(({ node }) => mentions(node, old))) return undefined;
  const renamed = { ...column, text: await withName(column, quoteIdentifier(String(newname))) };
  const parts = text.parts.with(text.parts.indexOf(column), renamed);
  return done.toSpliced(index, 1, await rewrite(made, renderParts(text, parts)));
}
