import { type Piece, rewrite, treeOf } from "../../statements/pieces.js";
import { inner, names, qualified, type Tree } from "../../statements/tree.js";
import { readParenthesized, renderList } from "./list-text.js";
import { madeBy } from "./subjects.js";

/** Folds ALTER TYPE … ADD VALUE into the CREATE TYPE. */
export const foldEnum = {
  /** The type that such a statement is about. */
  subjectOf(tree: Tree): string | undefined {
    const alter = inner(tree, "AlterEnumStmt");
    return alter && `type ${qualified(names(alter.typeName))}`;
  },

  async fold(
    done: readonly Piece[],
    piece: Piece,
    subject: string,
  ): Promise<readonly Piece[] | undefined> {
    const alter = inner(treeOf(piece), "AlterEnumStmt");
    const index = done.findIndex((one) => madeBy(treeOf(one)) === subject);
    const made = done[index];
    const text = made && (await readParenthesized(made.text));
    if (!alter || !made || !text || alter.oldVal !== undefined) return undefined;
    const values = names(inner(treeOf(made), "CreateEnumStmt")?.vals);
    if (values.length !== text.items.length) return undefined;
    if (values.includes(String(alter.newVal))) return undefined;
    const items = text.items.toSpliced(placeOf(alter, values), 0, literalLike(text.items, alter));
    return done.toSpliced(index, 1, await rewrite(made, renderList({ ...text, items })));
  },
};

function placeOf(alter: Tree, values: readonly string[]): number {
  if (alter.newValNeighbor === undefined) return values.length;
  const neighbour = values.indexOf(String(alter.newValNeighbor));
  return alter.newValIsAfter ? neighbour + 1 : neighbour;
}

function literalLike(items: readonly string[], { newVal }: Tree): string {
  const blank = /^\s*/.exec(items.at(-1) ?? "")?.[0] || " ";
  return `${blank}'${String(newVal).replaceAll("'", "''")}'`;
}
