import { readTokens, type Token } from "@deepiri/sql";
import { inner, list, type Tree } from "../../statements/tree.js";
import type { Part } from "./table-text.js";

// A column's definition as it is written, changed in one place. What stands before and after it, such as
// a comment, stays.

/** The column with further words at its end. */
export async function append(column: Part, words: string): Promise<string> {
  const last = (await wordsOf(column)).at(-1);
  if (!last) return column.text;
  return `${column.text.slice(0, last.end)} ${words}${column.text.slice(last.end)}`;
}

/** The column without its constraints of a kind, such as CONSTR_DEFAULT. */
export async function without(column: Part, kind: string): Promise<string> {
  const words = await wordsOf(column);
  const constraints = constraintsOf(column);
  let text = column.text;
  for (const [index, one] of [...constraints.entries()].reverse()) {
    if (one.contype !== kind) continue;
    const from = wordAt(column, words, one);
    const next = constraints[index + 1];
    const end = next ? wordAt(column, words, next)?.start : words.at(-1)?.end;
    if (!from || end === undefined) return column.text;
    text = `${text.slice(0, from.start).trimEnd()}${next ? " " : ""}${text.slice(end)}`;
  }
  return text;
}

/** The column with another type. */
export async function withType(column: Part, type: string): Promise<string | undefined> {
  const words = await wordsOf(column);
  const definition = definitionOf(column);
  if (definition.collClause) return undefined;
  const [name] = words;
  const [first] = constraintsOf(column);
  const end = first ? wordBefore(words, wordAt(column, words, first)) : words.at(-1);
  if (!name || !end) return undefined;
  return `${column.text.slice(0, name.end)} ${type}${column.text.slice(end.end)}`;
}

/** The column by another name. */
export async function withName(column: Part, name: string): Promise<string> {
  const [first] = await wordsOf(column);
  if (!first) return column.text;
  return `${column.text.slice(0, first.start)}${name}${column.text.slice(first.end)}`;
}

/** The words of a part, comments left out. */
export async function wordsOf({ text }: Part): Promise<Token[]> {
  return (await readTokens(text)).filter(({ isComment }) => !isComment);
}

/** The column's definition in the parse tree. */
export function definitionOf({ node }: Part): Tree {
  return inner(node, "ColumnDef") ?? {};
}

/** Its constraints, in the order in which they are written. */
export function constraintsOf(column: Part): Tree[] {
  const nodes = list(definitionOf(column), "constraints");
  return nodes.map((one) => inner(one, "Constraint") ?? {});
}

/** The word that a constraint begins with: as many bytes after the column's name as in the whole statement. */
function wordAt(column: Part, words: readonly Token[], { location }: Tree): Token | undefined {
  const [name] = words;
  if (!name) return undefined;
  const distance = Number(location) - Number(definitionOf(column).location);
  const bytes = Buffer.from(column.text.slice(name.start));
  const at = name.start + bytes.toString("utf8", 0, distance).length;
  return words.find(({ start }) => start === at);
}

function wordBefore(words: readonly Token[], word: Token | undefined): Token | undefined {
  return word && words[words.indexOf(word) - 1];
}
