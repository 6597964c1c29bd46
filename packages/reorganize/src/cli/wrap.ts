/** Columns of the narrowest terminal that texts are written for. */
export const width = 80;

/** Lines of at most 80 columns, each indented; a word that is longer is cut, control characters are left out. */
export function wrap(text: string, indent = 0): string {
  const room = width - indent;
  const lines = [""];
  for (const word of text.replaceAll(/[\s\p{Cc}]+/gu, " ").split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length + 1 > room) lines.push(short(word, room));
    else lines[lines.length - 1] = short(line === "" ? word : `${line} ${word}`, room);
  }
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}

/** The text, cut where it is longer. */
export function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
