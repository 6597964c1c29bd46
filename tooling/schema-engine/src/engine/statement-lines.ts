// What ends or hides a semicolon, in the order in which it must be recognised. A quote or comment
// that never ends reaches to the end of the script.
const token =
  /--[^\n]*|\/\*|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\s+|[\s\S]/gy;

/**
 * The line, from 1, on which the statement after the first `completed` ones begins.
 *
 * For errors to which PostgreSQL gives no position, such as a violated constraint. Undefined when
 * the script has no such statement, as when the transaction's end failed.
 */
export function failingLine(script: string, completed: number): number | undefined {
  const start = statementStarts(script)[completed];
  return start === undefined ? undefined : script.slice(0, start).split("\n").length;
}

/** Offsets at which the statements of a script begin, comments before them left out. */
export function statementStarts(script: string): number[] {
  const starts: number[] = [];
  let inside = false;
  let parentheses = 0;
  // `BEGIN ATOMIC ... END` is a function body in plain SQL, with semicolons of its own.
  let atomic = 0;
  let previous = "";
  for (let at = 0; at < script.length; ) {
    token.lastIndex = at;
    const match = token.exec(script) as RegExpExecArray;
    const text = match[0];
    const next = at + lengthOf(script, at, text, match[1]);
    if (text === ";" && parentheses === 0 && atomic === 0) inside = false;
    else if (!isBlank(text)) {
      if (!inside) starts.push(at);
      inside = true;
      if (text === "(") parentheses += 1;
      if (text === ")") parentheses = Math.max(0, parentheses - 1);
      const word = text.toUpperCase();
      if (word === "ATOMIC" && previous === "BEGIN") atomic += 1;
      else if (atomic > 0 && word === "CASE") atomic += 1;
      else if (atomic > 0 && word === "END") atomic -= 1;
      previous = word;
    }
    at = next;
  }
  return starts;
}

function isBlank(text: string): boolean {
  return /^\s/.test(text) || text.startsWith("--") || text === "/*";
}

function lengthOf(script: string, at: number, text: string, dollarTag: string | undefined): number {
  if (text === "/*") return commentEnd(script, at) - at;
  if (!dollarTag) return text.length;
  const end = script.indexOf(dollarTag, at + dollarTag.length);
  return end < 0 ? script.length - at : end + dollarTag.length - at;
}

// Comments nest in PostgreSQL.
function commentEnd(script: string, start: number): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  let depth = 0;
  for (let edge = edges.exec(script); edge; edge = edges.exec(script)) {
    depth += edge[0] === "/*" ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return script.length;
}
