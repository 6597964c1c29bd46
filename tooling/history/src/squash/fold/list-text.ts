import { readTokens, type Token } from "@deepiri/sql";

/** SQL with a list in it: what stands before the list, its items as they are written, and what follows. */
export interface ListText {
  readonly head: string;
  readonly items: readonly string[];
  readonly tail: string;
}

/**
 * Takes the first list in parentheses apart, such as the columns of a CREATE TABLE; undefined where
 * there is none.
 */
export async function readParenthesized(sql: string): Promise<ListText | undefined> {
  const tokens = await readTokens(sql);
  const open = tokens.findIndex(({ text }) => text === "(");
  if (open < 0) return undefined;
  const { commas, close } = scanList(tokens, open + 1);
  if (close === undefined) return undefined;
  const start = tokens[open]?.end ?? 0;
  return {
    head: sql.slice(0, start),
    items: split(sql, start, commas, close.start),
    tail: sql.slice(close.start),
  };
}

/** Takes the list apart that begins with the token at `from` and ends with the SQL. */
export async function readUnparenthesized(sql: string, from: number): Promise<ListText> {
  const tokens = await readTokens(sql);
  const first = tokens.findIndex(({ start }) => start >= from);
  const { commas } = scanList(tokens, first);
  const start = tokens[first]?.start ?? sql.length;
  return { head: sql.slice(0, start), items: split(sql, start, commas, sql.length), tail: "" };
}

/** The SQL with these items. */
export function renderList({ head, items, tail }: ListText): string {
  return `${head}${items.join(",")}${tail}`;
}

function scanList(tokens: readonly Token[], from: number): { commas: Token[]; close?: Token } {
  const commas: Token[] = [];
  let depth = 0;
  for (const token of tokens.slice(from)) {
    const { text } = token;
    if (text === "(" || text === "[") depth += 1;
    else if (text === ")" && depth === 0) return { commas, close: token };
    else if (text === ")" || text === "]") depth -= 1;
    else if (text === "," && depth === 0) commas.push(token);
  }
  return { commas };
}

function split(sql: string, start: number, commas: readonly Token[], end: number): string[] {
  const starts = [start, ...commas.map((comma) => comma.end)];
  const ends = [...commas.map((comma) => comma.start), end];
  return starts.map((from, index) => sql.slice(from, ends[index]));
}
