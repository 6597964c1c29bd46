// Line breaks within a literal or a quoted name belong to it; a quote within a comment begins neither.
const quotedOrBreak = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\n/g;

/** SQL of several lines, each of them but the first indented by this many blanks, to be put into other SQL. */
export function indent(sql: string, blanks: number): string {
  return sql.replaceAll(quotedOrBreak, (part) =>
    part === "\n" ? `\n${" ".repeat(blanks)}` : part,
  );
}
