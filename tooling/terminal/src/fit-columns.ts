import { stripVTControlCharacters } from "node:util";

const gap = 2;
const narrowest = 6;

/** How wide each column may be, so that a row fits the width: the widest give way first, none below 6. */
export function fitColumns(rows: readonly (readonly string[])[], width: number): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => shownLength(row[column] ?? ""))),
  );
  const all = (): number => widths.reduce((sum, one) => sum + one, gap * (columns - 1));
  while (all() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] as number) <= narrowest) break;
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}

/** The cells, each cut to its column; a cut one ends with an ellipsis and loses its colour. */
export function cut(row: readonly string[], widths: readonly number[]): string[] {
  return row.map((cell, column) => {
    const width = widths[column] ?? cell.length;
    if (shownLength(cell) <= width) return cell;
    return `${stripVTControlCharacters(cell).slice(0, width - 1)}…`;
  });
}

function shownLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
