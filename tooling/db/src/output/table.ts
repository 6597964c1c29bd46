import Table from "cli-table3";
import { bold } from "./colour.js";

const plain = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** Rows under a heading, without rules; columns of numbers are right-aligned. */
export function formatTable(
  heading: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const first = rows[0] ?? [];
  const table = new Table({
    head: heading.map(bold),
    chars: plain,
    colAligns: first.map((cell) => (typeof cell === "number" ? "right" : "left")),
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(
    ...rows.map((row) =>
      row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-US") : cell)),
    ),
  );
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
