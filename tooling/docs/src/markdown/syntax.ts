/** `schema.name` as Markdown. */
export function tableName({ schema, name }: { schema: string; name: string }): string {
  return cell(`${schema}.${name}`);
}

/** Text that Markdown shows as it is, on one line; code in backticks stays code. */
export function cell(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeText(part)))
    .join("");
}

function escapeText(text: string): string {
  // An underscore within a word is no emphasis.
  return text.replace(/[\\*[\]<>#&`]|(?<!\w)_|_(?!\w)/g, "\\$&");
}

/** Text in backticks, however many it holds itself. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A table; its cells are Markdown already. A bar would end a cell, even in code. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((one) => one.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heading), `|${"---|".repeat(heading.length)}`, ...rows.map(line)].join("\n");
}
