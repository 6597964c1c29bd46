import { createRequire } from "node:module";
import type Table from "cli-table3";
import { bold } from "./colour.js";
import { cut, fitColumns } from "./fit-columns.js";

const sides = ["top", "bottom", "left", "right", "mid"];
const joints = ["top-mid", "top-left", "top-right", "bottom-mid", "bottom-left", "bottom-right"];
const crossings = ["left-mid", "mid-mid", "right-mid"];
const withoutRules = Object.fromEntries(
  [...sides, ...joints, ...crossings].map((place) => [place, ""]),
);

const require = createRequire(import.meta.url);

/**
 * Rows under a heading, without rules; columns of numbers are right-aligned.
 *
 * @param width of a line at most: the widest texts are cut where a row would be longer
 */
export function formatTable(
  heading: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  // Most commands print no table.
  const texts = rows.map((row) => row.map(asText));
  const widths = fitColumns([heading, ...texts], width);
  const TableOf: typeof Table = require("cli-table3");
  const table = new TableOf({
    head: cut(heading, widths).map(bold),
    chars: { ...withoutRules, middle: "  " },
    colAligns: (rows[0] ?? []).map((cell) => (typeof cell === "number" ? "right" : "left")),
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...texts.map((row) => cut(row, widths)));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

function asText(cell: string | number): string {
  return typeof cell === "number" ? cell.toLocaleString("en-US") : cell;
}
