import type { DatabaseModel, TableId } from "../model/model.js";
import { svgElement } from "./element.js";
import { drawLines, type Line } from "./lines.js";
import type { Placed } from "./placing.js";

/** The lines of the map. */
export interface LinesView {
  draw(placed: Placed): SVGSVGElement;
  /** Brings out the lines of one table; returns it with the tables at their other ends. */
  highlight(id: TableId | undefined): ReadonlySet<TableId>;
}

export function createLinesView(tables: DatabaseModel["tables"]): LinesView {
  let lines: readonly Line[] = [];
  // One path for all lines of a kind: thousands of elements would be slow to move.
  const within = svgElement("path", { class: "line is-within" });
  const across = svgElement("path", { class: "line is-across" });
  const out = svgElement("path", { class: "line is-out" });
  const into = svgElement("path", { class: "line is-into" });
  const write = (path: SVGPathElement, shown: readonly Line[]): void =>
    path.setAttribute("d", shown.map((line) => line.path).join(""));
  return {
    draw(placed) {
      lines = drawLines(tables, placed);
      write(
        within,
        lines.filter(({ isWithin }) => isWithin),
      );
      write(
        across,
        lines.filter(({ isWithin }) => !isWithin),
      );
      return svgElement(
        "svg",
        {
          class: "lines",
          "aria-hidden": "true",
          width: placed.width,
          height: placed.height,
          viewBox: `0 0 ${placed.width} ${placed.height}`,
        },
        within,
        across,
        out,
        into,
      );
    },
    highlight(id) {
      const from = lines.filter((line) => line.from === id);
      const to = lines.filter((line) => line.to === id);
      write(out, from);
      write(into, to);
      return new Set([
        ...(id === undefined ? [] : [id]),
        ...from.map((line) => line.to),
        ...to.map((line) => line.from),
      ]);
    },
  };
}
