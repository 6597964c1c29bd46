/** The width that everything fits, but for names that are longer. */
const width = 80;

/** The text in lines of 80 characters, broken between words, each with that indent. */
export function wrap(text: string, indent = ""): string {
  return fill(text.split(" "), indent, indent);
}

/** SQL or a shell's command, broken only where a line break means what a blank does: outside of quotes. */
export function wrapSql(sql: string, indent: string): string {
  const words = sql.match(/(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^\s"'])+/g) ?? [];
  return fill(words, indent, `${indent}  `);
}

function fill(words: readonly string[], first: string, others: string): string {
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = others + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}
