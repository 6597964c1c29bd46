import { indent } from "../../session/indent.js";

/**
 * Template tag for SQL that is read by humans too. The indentation of the template itself goes. A text
 * of several lines that is put in keeps its shape at the column where it stands; an empty one on a line
 * of its own takes the line with it. Line breaks within literals and quoted names are left alone.
 */
export function block(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const margin = marginOf(strings);
  let text = "";
  for (const [index, part] of strings.entries()) {
    text += part.replaceAll(new RegExp(`\n {0,${margin}}`, "g"), "\n");
    const value = values[index];
    const next = strings[index + 1] ?? "";
    if (value === "" && /^(\n|$)/.test(next)) text = text.replace(/\n *$/, "");
    else if (value !== undefined) text += indent(value, text.length - 1 - text.lastIndexOf("\n"));
  }
  return text.replace(/^\n/, "").replace(/\n *$/, "");
}

/** One item a line, each but the last followed by the separator. */
export function lines(items: readonly string[], separator = ","): string {
  return items.join(`${separator}\n`);
}

function marginOf(strings: TemplateStringsArray): number {
  const starts = strings.flatMap((part, index) => {
    const begun = part.split("\n").slice(1);
    const ends = index === strings.length - 1;
    return begun.filter((line, at) => line.trim() !== "" || (at === begun.length - 1 && !ends));
  });
  return Math.min(...starts.map((line) => line.length - line.trimStart().length), 99);
}
