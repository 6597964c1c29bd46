import { loadModule, scanSync } from "libpg-query";
import { codeUnitCounter } from "./code-units.js";
import { withoutCopiedRows } from "./copied-rows.js";

/** What `psql` would do with one piece of a script: send it, or do it itself. */
export interface ScriptPiece {
  readonly kind: "statement" | "meta-command";
  /** Without comments before it, and without its semicolon. */
  readonly text: string;
  /** The line of the script on which it begins, from 1. */
  readonly line: number;
}

/**
 * The pieces of a script in order, divided as `psql -f` divides it: at semicolons outside of quotes,
 * parentheses and bodies of functions, so that a statement which nobody can parse keeps none of the others
 * from being read. PostgreSQL's own scanner says what is quoted. Rows behind COPY FROM STDIN are left out.
 */
export async function splitScript(script: string): Promise<ScriptPiece[]> {
  await loadModule();
  const pieces: ScriptPiece[] = [];
  let text = withoutCopiedRows(script);
  let from = 0;
  const add = (kind: ScriptPiece["kind"], start: number, end: number): void => {
    const line = script.slice(0, start).split("\n").length;
    pieces.push({ kind, text: text.slice(start, end).trimEnd(), line });
  };
  while (from < text.length) {
    const read = new Reading();
    const tokens = scanFrom(text, from);
    let restart: number | undefined;
    for (let at = 0; at < tokens.length && restart === undefined; at += 1) {
      const token = tokens[at] as Token;
      if (token.isComment) continue;
      if (token.text === "\\") {
        const end = lineEnd(text, token.start);
        add("meta-command", token.start, end);
        const name = tokens[at + 1]?.text ?? "";
        if (sending.test(name) && read.start !== undefined) {
          add("statement", read.start, token.start);
          read.begin();
        }
        text = blank(text, token.start, end);
        const next = tokens.findIndex(({ start }, index) => index > at && start >= end);
        const last = tokens[(next < 0 ? tokens.length : next) - 1] as Token;
        // What it says need not be SQL: a quote in it would swallow the lines that follow.
        if (last.end > end) restart = read.start ?? end;
        else at = next < 0 ? tokens.length : next - 1;
      } else if (read.ends(token)) {
        add("statement", read.start ?? token.start, token.start);
        read.begin();
      } else read.take(token);
    }
    if (restart === undefined) {
      if (read.start !== undefined) add("statement", read.start, text.length);
      return withoutEmpty(pieces);
    }
    from = restart;
  }
  return withoutEmpty(pieces);
}

/** Meta-commands that send what was typed before them. */
const sending = /^g(x|set|exec|desc)?$|^crosstabview$|^watch$/;

function withoutEmpty(pieces: readonly ScriptPiece[]): ScriptPiece[] {
  return pieces.filter(({ text }) => text !== "" && text !== ";");
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
}

interface Token {
  readonly text: string;
  readonly isComment: boolean;
  readonly start: number;
  readonly end: number;
}

/** How far a statement is read: in how many parentheses, and in how many blocks of a body. */
class Reading {
  start: number | undefined;
  #words: string[] = [];
  #parentheses = 0;
  #blocks = 0;

  begin(): void {
    this.start = undefined;
    this.#words = [];
    this.#parentheses = 0;
    this.#blocks = 0;
  }

  ends({ text }: Token): boolean {
    return text === ";" && this.#parentheses === 0 && this.#blocks === 0;
  }

  take({ text, start }: Token): void {
    this.start ??= start;
    if (text === "(") this.#parentheses += 1;
    else if (text === ")") this.#parentheses = Math.max(0, this.#parentheses - 1);
    const word = text.toLowerCase();
    if (this.#words.length < 4) this.#words.push(word);
    if (this.#parentheses > 0 || !this.#makesRoutine()) return;
    if (word === "begin" || (word === "case" && this.#blocks > 0)) this.#blocks += 1;
    else if (word === "end" && this.#blocks > 0) this.#blocks -= 1;
  }

  #makesRoutine(): boolean {
    const [first, ...rest] = this.#words;
    const made = rest[0] === "or" ? rest[2] : rest[0];
    return first === "create" && (made === "function" || made === "procedure");
  }
}

/** The tokens from a place on. A text that ends within a quote ends with the quote as its last token. */
function scanFrom(text: string, from: number): Token[] {
  const rest = text.slice(from);
  for (const closing of ["", ...closings(rest)]) {
    const tokens = scan(rest + closing);
    if (tokens)
      return tokens.map((one) => ({ ...one, start: one.start + from, end: one.end + from }));
  }
  return scanByLines(rest, from);
}

/** What may close a quote or comment that the end of a text leaves open. */
function closings(text: string): string[] {
  const tags = new Set(text.match(/\$[\p{L}\d_]*\$/gu) ?? []);
  return ["'", '"', "*/", "*/*/", ...tags];
}

/**
 * The tokens of a text that the scanner refuses for something that is not the end of a quote, such as a number
 * with a letter behind it: of each run of lines up to a semicolon by itself.
 */
function scanByLines(text: string, from: number): Token[] {
  const tokens: Token[] = [];
  for (const { 0: run, index } of text.matchAll(/[\s\S]*?(?:;[ \t\r]*(?:\n|$)|$)/g)) {
    const start = from + index;
    const end = start + run.trimEnd().length;
    const whole = { text: run, isComment: false, start, end: Math.max(start, end - 1) };
    const semicolon = { text: ";", isComment: false, start: Math.max(start, end - 1), end };
    const found = scan(run)?.map((one) => ({
      ...one,
      start: one.start + start,
      end: one.end + start,
    }));
    tokens.push(...(found ?? [whole, semicolon]));
  }
  return tokens;
}

function scan(text: string): Token[] | undefined {
  if (text.trim() === "") return [];
  try {
    const unitsTo = codeUnitCounter(text);
    return scanSync(text).tokens.map(({ start, end, tokenName }) => {
      const [first, last] = [unitsTo(start), unitsTo(end)];
      const isComment = tokenName === "SQL_COMMENT" || tokenName === "C_COMMENT";
      return { text: text.slice(first, last), isComment, start: first, end: last };
    });
  } catch {
    // The scanner tells what it refuses in words only, and not as the parser does.
    return undefined;
  }
}
