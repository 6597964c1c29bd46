import { codeUnitCounter, readStatements, readTokens } from "@deepiri/sql";
import { inner, list, type Tree } from "../../statements/tree.js";
import { type ListText, readParenthesized, readUnparenthesized, renderList } from "./list-text.js";

/** One column or rule of a CREATE TABLE, or one command of an ALTER TABLE. */
export interface Part {
  readonly text: string;
  readonly node: Tree;
}

/** A statement about a table, by its parts. */
export interface PartedText {
  readonly list: ListText;
  readonly parts: readonly Part[];
}

/** A CREATE TABLE by its columns and rules; undefined for one that is made otherwise. */
export async function readTable(sql: string): Promise<PartedText | undefined> {
  const [statement] = await readStatements(sql);
  const node = inner(statement?.node, "CreateStmt");
  if (!node || node.inhRelations || node.ofTypename || node.partbound) return undefined;
  return parted(await readParenthesized(sql), list(node, "tableElts"));
}

/** An ALTER TABLE by its commands. */
export async function readAlter(sql: string): Promise<PartedText | undefined> {
  const [statement] = await readStatements(sql);
  const node = inner(statement?.node, "AlterTableStmt");
  if (!node) return undefined;
  const { location, schemaname } = node.relation as { location: number; schemaname?: string };
  const at = codeUnitCounter(sql)(location);
  const tokens = (await readTokens(sql)).filter(
    ({ start, isComment }) => start >= at && !isComment,
  );
  // The name, with a schema's and a dot before it if it is qualified.
  const first = tokens[schemaname === undefined ? 1 : 3];
  if (!first || first.text === "*") return undefined;
  return parted(await readUnparenthesized(sql, first.start), list(node, "cmds"));
}

function parted(text: ListText | undefined, nodes: readonly Tree[]): PartedText | undefined {
  if (!text || text.items.length !== nodes.length) return undefined;
  const parts = text.items.map((item, index) => ({ text: item, node: nodes[index] as Tree }));
  return { list: text, parts };
}

/** The statement with these parts. */
export function renderParts({ list }: PartedText, parts: readonly Part[]): string {
  return renderList({ ...list, items: parts.map(({ text }) => text) });
}
