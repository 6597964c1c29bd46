import { bold, counted } from "@deepiri/terminal";
import type {
  DeclaredFor,
  ProjectedTable,
  ShapeChanges,
  TriedProjection,
  Unprojected,
} from "../plan/shape-changes.js";
import { namesText } from "./names-text.js";
import { wrap } from "./wrap.js";

/** What becomes of every table whose rows change shape: where they go, what is left out, what goes. */
export function describeProjections({ tables, tried, absent }: ShapeChanges): string {
  const goes = tables.map(({ table }) => table);
  const readOnly = tables.filter(({ to, back }) => to.length > 0 && !back);
  return [
    bold(headline(tables.length)),
    ...tables.map((table) => wrap(tableText(table), 2)),
    ...tried.flatMap(triedTexts),
    ...(readOnly.length > 0
      ? [
          wrap(
            `read-only from the switch on, for the mapping has no way back to ${readOnly.length === 1 ? "it" : "them"}: ${namesText(readOnly.map(({ table }) => table))}`,
            2,
          ),
        ]
      : []),
    ...(goes.length > 0 ? [wrap(`dropped at finalize: ${namesText(goes)}`, 2)] : []),
    ...absent.map((one) => wrap(absentText(one, goes), 2)),
  ].join("\n");
}

function headline(tables: number): string {
  if (tables === 0) return "No table changes shape";
  return `${counted(tables, "table changes", "tables change")} shape or ${tables === 1 ? "is" : "are"} left out`;
}

function tableText({ table, rows, to, reason, leftOut }: ProjectedTable): string {
  const name = `${table} (${counted(rows, "row")})`;
  if (to.length === 0) return `${name} is left out: ${reason ?? ""}`;
  const columns = Object.entries(leftOut).map(([column, why]) => `${column} (${why})`);
  const without = columns.length === 0 ? "" : `; left out: ${columns.join(", ")}`;
  const rest = reason === undefined ? "" : `; rows that nothing uses are left out: ${reason}`;
  return `${name} goes to ${to.join(", ")}${without}${rest}`;
}

/** What the rows that it was tried on become, then what does not become any, a reason a line. */
function triedTexts({
  name,
  to,
  sampled,
  of,
  there,
  rows,
  repaired,
  repairs,
  unprojected,
}: TriedProjection): string[] {
  const sample =
    sampled >= of
      ? `all ${counted(of, "row")}`
      : `a sample of ${sampled.toLocaleString("en-US")} of ${counted(of, "row")}`;
  const mended = repaired > 0 ? `, ${repaired.toLocaleString("en-US")} of them repaired` : "";
  return [
    wrap(`${name}, tried on ${sample}: makes ${counted(rows, "row")} of ${to}${mended}`, 2),
    ...repairs.map(({ what, count }) =>
      wrap(`${count.toLocaleString("en-US")} repaired: ${what}`, 4),
    ),
    ...unprojected.map((one) => wrap(unprojectedText(one), 4)),
    ...(there > 0
      ? [
          wrap(
            `${to} holds ${counted(there, "row")} already, which ${there === 1 ? "stays" : "stay"}`,
            4,
          ),
        ]
      : []),
  ];
}

function unprojectedText({ state, reason, count }: Unprojected): string {
  return `${count.toLocaleString("en-US")} ${state}: ${reason}`;
}

function absentText({ name, from: all }: DeclaredFor, there: readonly string[]): string {
  const from = all.filter((table) => !there.includes(table));
  return `${name} is not for this database, which has no ${from.join(" and no ")}`;
}
