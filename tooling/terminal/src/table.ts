import { createRequire } from "node:module";
import type Table from "cli-table3";
import { bold } from "./colour.js";

const sides = ["top", "bottom", "left", "right", "mid"];
const joints = ["top-mid", "top-left", "top-right", "bottom-mid", "bottom-left", "bottom-right"];
const crossings = ["left-mid", "mid-mid", "right-mid"];
const withoutRules = Object.fromEntries(
  [...sides, ...joints, ...crossings].map((place) => [place, ""]),
);

const require = createRequire(import.meta.url);

/** Rows under a heading, without rules; columns of numbers are right-aligned. */
export function formatTable(
  heading: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  // Most commands print no table.
  const TableOf: typeof Table = require("cli-table3");
  const table = new TableOf({
    head: heading.map(bold),
    chars: { ...withoutRules, middle: "  " },
    colAligns: (rows[0] ?? []).map((cell) => (typeof cell === "number" ? "right" : "left")),
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => row.map(asText)));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

function asText(cell: string | number): string {
  return typeof cell === "number" ? cell.toLocaleString("en-US") : cell;
}
