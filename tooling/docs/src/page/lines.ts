import type { DatabaseModel, TableId } from "../model/model.js";
import type { Place, Placed } from "./placing.js";

/** A foreign key on the map. */
export interface Line {
  readonly from: TableId;
  readonly to: TableId;
  /** Whether both tables belong to one package. */
  readonly isWithin: boolean;
  /** As an SVG path, from the table that refers to the one that is referred to. */
  readonly path: string;
}

/** A line for each two tables of the map that a foreign key joins. */
export function drawLines(tables: DatabaseModel["tables"], { boxes }: Placed): Line[] {
  return [...boxes].flatMap(([from, start]) => {
    const targets = new Set((tables[from]?.keys ?? []).map(({ table }) => table));
    return [...targets].flatMap((to) => {
      const end = boxes.get(to);
      if (!end || to === from) return [];
      const isWithin = tables[from]?.owner === tables[to]?.owner;
      return [{ from, to, isWithin, path: pathBetween(start, end) }];
    });
  });
}

/** From the side of one box to the side of another that faces it; around the left side of one column. */
function pathBetween(start: Place, end: Place): string {
  const from = middle(start);
  const to = middle(end);
  if (Math.abs(start.x - end.x) < start.width) {
    const bend = Math.min(24, 8 + Math.abs(to - from) / 24);
    return path(start.x, from, start.x - bend, end.x - bend, end.x, to);
  }
  const isLeftward = end.x < start.x;
  const startX = isLeftward ? start.x : start.x + start.width;
  const endX = isLeftward ? end.x + end.width : end.x;
  const reach = (endX - startX) / 2;
  return path(startX, from, startX + reach, endX - reach, endX, to);
}

function middle({ y, height }: Place): number {
  return y + height / 2;
}

function path(x1: number, y1: number, c1: number, c2: number, x2: number, y2: number): string {
  const [a, b, c, d, e, f] = [x1, y1, c1, c2, x2, y2].map((number) => Math.round(number * 10) / 10);
  return `M${a} ${b}C${c} ${b} ${d} ${f} ${e} ${f}`;
}
