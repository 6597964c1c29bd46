import { loadModule, scanSync } from "libpg-query";
import { codeUnitCounter } from "./code-units.js";

/** A word, sign or comment of SQL, as PostgreSQL's own scanner sees it. */
export interface Token {
  /** As it is written: a quoted name with its quotes. */
  readonly text: string;
  readonly isComment: boolean;
  /** Where it begins and ends in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** The tokens of SQL that can be parsed, in order. */
export async function readTokens(sql: string): Promise<Token[]> {
  await loadModule();
  if (sql.trim() === "") return [];
  const unitsTo = codeUnitCounter(sql);
  return scanSync(sql).tokens.map(({ start, end, tokenName }) => {
    const [from, to] = [unitsTo(start), unitsTo(end)];
    const isComment = tokenName === "SQL_COMMENT" || tokenName === "C_COMMENT";
    return { text: sql.slice(from, to), isComment, start: from, end: to };
  });
}
